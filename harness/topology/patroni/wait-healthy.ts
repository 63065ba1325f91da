// Waits until every member of a cluster is well: containers, etcd, roles, streams, lag, routing.
import { SetupError } from '../../core/errors.ts';
import { messageOf } from '../deadline.ts';
import type { PatroniCluster } from './cluster.ts';
import { etcdTrouble } from './etcd.ts';
import { whatIsMissing, whoDoesNotStream } from './health.ts';
import { PROFILES } from './profiles.ts';
import { whatIsMisrouted } from './proxy.ts';
import { nodeStatus } from './rest.ts';
import { isLeader } from './roles.ts';
import { base } from './settings.ts';
import { Hopeless, type WaitOptions, waitFor } from './wait.ts';

const STATS_MS = 1500;

export interface HealthOptions extends WaitOptions {
  /** Is it enough that all stream: no synchronous standby named yet, HAProxy not there yet? */
  onlyStreams?: boolean;
}

/** @throws SetupError with what was missing and the last lines of the logs that tell why. */
export async function waitForHealth(cluster: PatroniCluster, options: HealthOptions): Promise<void> {
  try {
    await waitFor(`hadrill-${cluster.id} did not become healthy`, () => missing(cluster, options), options);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** @returns the error with the last lines of the containers that ended, or of the nodes, when it is a setup error. */
export async function withLogs(cluster: PatroniCluster, cause: unknown): Promise<unknown> {
  if (!(cause instanceof SetupError)) return cause;
  const ended = await cluster.containers.notRunning().catch(() => []);
  const tell = ended.length > 0 ? ended.map((one) => one.member) : cluster.nodes;
  const lines = await cluster.containers.lastLines(tell).catch((error: unknown) => messageOf(error));
  return new SetupError(cluster.redact(`${cause.message}\n${lines}`), { cause });
}

/** @returns the first thing that is not well, or null. */
async function missing(cluster: PatroniCluster, { onlyStreams = false }: HealthOptions): Promise<string | null> {
  const stopped = await cluster.containers.notRunning();
  const text = stopped.map(({ member, state }) => `${member}'s container is ${state}`).join(', ');
  if (cluster.nodes.every((node) => stopped.some(({ member, state }) => member === node && state === 'exited')))
    throw new Hopeless(`every database node has ended: ${text}`);
  if (stopped.length > 0) return text;

  const seen = await cluster.view();
  const incomplete = whatIsMissing(seen, {
    nodes: cluster.nodes,
    synchronous: cluster.asked.synchronous && !onlyStreams,
    maximumLagBytes: PROFILES[cluster.asked.profile].maximumLagOnFailoverBytes,
  });
  if (incomplete) return incomplete;
  const leader = seen.find(isLeader)?.name ?? '';
  const { replication } = await nodeStatus(base(await cluster.endpoint(leader, 8008)));
  const replicas = cluster.nodes.filter((node) => node !== leader);
  const stream = whoDoesNotStream(replication, replicas);
  if (stream || onlyStreams) return stream;
  return (await etcdMissing(cluster)) ?? whatIsMisrouted(await statistics(cluster), leader, cluster.nodes);
}

async function etcdMissing(cluster: PatroniCluster): Promise<string | null> {
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
