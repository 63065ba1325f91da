// Asks etcd through its JSON gateway: is it up, and which lease does the leader key hang on?
import type { Endpoint } from '../../core/endpoint.ts';
import { jsonOf, readPage } from '../http-page.ts';
import { NAMESPACE, SCOPE } from './files.ts';

/** A linearizable read takes milliseconds; without a quorum it takes for ever. */
const ETCD_TIMEOUT_MS = 1500;

/**
 * @returns null when this member sees a quorum and the cluster's version, else what is wrong. Without the version, agreed
 *   on just after the first election, Patroni sleeps for 5 s.
 */
export async function etcdTrouble(at: Endpoint): Promise<string | null> {
  try {
    const [{ health }, { etcdcluster }] = (await Promise.all([get(at, '/health'), get(at, '/version')])) as [
      { health?: string },
      { etcdcluster?: string },
    ];
    if (health !== 'true') return `etcd says health ${health}`;
    return /^\d/.test(etcdcluster ?? '') ? null : `etcd's cluster version is ${etcdcluster}`;
  } catch {
    return 'etcd does not answer';
  }
}

/** @returns the time to live that the leader key's lease was granted, s; null when there is no leader key. */
export async function leaderLeaseTtlS(at: Endpoint): Promise<number | null> {
  const key = Buffer.from(`${NAMESPACE}${SCOPE}/leader`).toString('base64');
  const { kvs } = (await post(at, '/v3/kv/range', { key })) as { kvs?: { lease?: string }[] };
  const ID = kvs?.[0]?.lease;
  if (!ID) return null;
  const { grantedTTL } = (await post(at, '/v3/lease/timetolive', { ID })) as { grantedTTL?: string };
  return grantedTTL === undefined ? null : Number(grantedTTL);
}

/** Removes all that Patroni keeps of the cluster: who leads, its configuration, its history. Only while no Patroni runs. */
export async function forgetCluster(at: Endpoint): Promise<void> {
  const prefix = `${NAMESPACE}${SCOPE}/`;
  // The end of a range is exclusive: the prefix with its last byte one higher.
  const end = `${NAMESPACE}${SCOPE}0`;
  const key = (text: string) => Buffer.from(text).toString('base64');
  await post(at, '/v3/kv/deleterange', { key: key(prefix), range_end: key(end) });
}

/** Whatever the status: a member without a quorum says so in its page. */
async function get(at: Endpoint, path: string): Promise<unknown> {
  return jsonOf(at, path, (await readPage(at, path, ETCD_TIMEOUT_MS)).body);
}

async function post({ host, port }: Endpoint, path: string, body: Record<string, unknown>): Promise<unknown> {
  const url = `http://${host}:${port}${path}`;
  const signal = AbortSignal.timeout(ETCD_TIMEOUT_MS);
  const answer = await fetch(url, { method: 'POST', body: JSON.stringify(body), signal });
  if (!answer.ok) throw new Error(`POST ${url}: ${answer.status} ${await answer.text()}`);
  return answer.json();
}
