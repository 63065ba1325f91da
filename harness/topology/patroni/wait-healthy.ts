// Waits until every member of a cluster is well: containers, etcd, roles, streams, lag, routing.
import { SetupError } from '../../core/errors.ts';
import { messageOf } from '../deadline.ts';
import type { PatroniCluster } from './cluster.ts';
import { etcdTrouble } from './etcd.ts';
import { whatIsMissing, whoDoesNotStream } from './health.ts';
import { whatIsMisrouted } from './proxy.ts';
import { nodeStatus } from './rest.ts';
import { isLeader } from './roles.ts';
import { base } from './settings.ts';
import { Hopeless, type WaitOptions, waitFor } from './wait.ts';

const STATS_MS = 1500;

/** @throws SetupError with what was missing and the last lines of the logs that tell why. */
export async function waitForHealth(cluster: PatroniCluster, options: WaitOptions): Promise<void> {
  try {
    await waitFor(`hadrill-${cluster.id} did not become healthy`, () => missing(cluster), options);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** Errors that hold logs already. */
const told = new WeakSet<Error>();

/** @returns the error with the last lines of the containers that ended, or of the nodes, when it is a setup error. */
export async function withLogs(cluster: PatroniCluster, cause: unknown): Promise<unknown> {
  if (!(cause instanceof SetupError) || told.has(cause)) return cause;
  const ended = await cluster.containers.ended().catch(() => []);
  const tell = ended.length > 0 ? ended : cluster.nodes;
  const lines = await cluster.containers.lastLines(tell).catch((error: unknown) => messageOf(error));
  const error = new SetupError(cluster.redact(`${cause.message}\n${lines}`), { cause });
  told.add(error);
  return error;
}

/** @returns the first thing that is not well, or null. */
async function missing(cluster: PatroniCluster): Promise<string | null> {
  const stopped = await cluster.containers.notRunning();
  const text = stopped.map(({ member, state }) => `${member}'s container is ${state}`).join(', ');
  if (cluster.nodes.every((node) => stopped.some(({ member, state }) => member === node && state === 'exited')))
    throw new Hopeless(`every database node has ended: ${text}`);
  if (stopped.length > 0) return text;

  const seen = await cluster.view();
  const incomplete = whatIsMissing(seen, cluster.expected);
  if (incomplete) return incomplete;
  const leader = seen.find(isLeader)?.name ?? '';
  const { replication } = await nodeStatus(base(await cluster.endpoint(leader, 8008)));
  const replicas = cluster.nodes.filter((node) => node !== leader);
  return (
    whoDoesNotStream(replication, replicas) ??
    (await etcdMissing(cluster)) ??
    whatIsMisrouted(await statistics(cluster), leader, cluster.nodes)
  );
}

/** @returns which etcd member does not answer or sees no quorum, or null. */
export async function etcdMissing(cluster: PatroniCluster): Promise<string | null> {
  const members = cluster.members.filter((member) => member.startsWith('etcd'));
  const troubles = members.map(async (member) => {
    const trouble = await etcdTrouble(base(await cluster.endpoint(member, 2379)));
    return trouble && `${member}: ${trouble}`;
  });
  return (await Promise.all(troubles)).find((trouble) => trouble !== null) ?? null;
}

async function statistics(cluster: PatroniCluster): Promise<string> {
  const url = `${base(await cluster.endpoint('haproxy', 7000))}/;csv`;
  const answer = await fetch(url, { signal: AbortSignal.timeout(STATS_MS) });
  return answer.text();
}
