// Asks etcd through its JSON gateway: is it up, and which lease does the leader key hang on?
import { NAMESPACE, SCOPE } from './files.ts';

/** A linearizable read takes milliseconds; without a quorum it takes for ever. */
const ETCD_TIMEOUT_MS = 1500;

/** @returns null when this member sees a quorum, else what is wrong. */
export async function etcdTrouble(base: string): Promise<string | null> {
  try {
    const answer = await fetch(`${base}/health`, { signal: AbortSignal.timeout(ETCD_TIMEOUT_MS) });
    const { health } = (await answer.json()) as { health?: string };
    return health === 'true' ? null : `etcd says health ${health}`;
  } catch {
    return 'etcd does not answer';
  }
}

/** @returns the time to live that the leader key's lease was granted, s; null when there is no leader key. */
export async function leaderLeaseTtlS(base: string): Promise<number | null> {
  const key = Buffer.from(`${NAMESPACE}${SCOPE}/leader`).toString('base64');
  const { kvs } = (await post(`${base}/v3/kv/range`, { key })) as { kvs?: { lease?: string }[] };
  const ID = kvs?.[0]?.lease;
  if (!ID) return null;
  const { grantedTTL } = (await post(`${base}/v3/lease/timetolive`, { ID })) as { grantedTTL?: string };
  return grantedTTL === undefined ? null : Number(grantedTTL);
}

async function post(url: string, body: Record<string, unknown>): Promise<unknown> {
  const signal = AbortSignal.timeout(ETCD_TIMEOUT_MS);
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
