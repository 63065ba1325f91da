// Waits until every member of a cluster is well: containers, etcd, roles, streams, lag, routing.
import { proxyStatistics } from '../haproxy-seen.ts';
import { Hopeless, type WaitOptions, waitFor } from '../wait.ts';
import { withLogs } from '../with-logs.ts';
import type { PatroniCluster } from './cluster.ts';
import { etcdTrouble } from './etcd.ts';
import { whatIsMissing, whoDoesNotStream } from './health.ts';
import { whatIsMisrouted } from './proxy.ts';
import { nodeStatus } from './rest.ts';
import { isLeader } from './roles.ts';
import { restEndpoint } from './settings.ts';

/**
 * @param anew each node must have begun a round of its HA loop since now: one that was under way while the DCS could not be reached may
 *   still end with a leader that demotes itself, seconds after everything looked well
 * @throws SetupError with what was missing and the last lines of the logs that tell why
 */
export async function waitForHealth(cluster: PatroniCluster, options: WaitOptions, anew: boolean): Promise<void> {
  const sinceS = anew ? Math.floor(Date.now() / 1000) : null;
  try {
    await waitFor(`hadrill-${cluster.id} did not become healthy`, () => missing(cluster, sinceS), options);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** @returns a node that has not read the cluster from the DCS since then, by the clock that it shares with us, or null. */
async function stillBefore(cluster: PatroniCluster, sinceS: number): Promise<string | null> {
  const seen = cluster.nodes.map(async (node) => {
    const { dcs_last_seen: lastS = 0 } = await nodeStatus(await restEndpoint(cluster, node));
    return lastS > sinceS ? null : `${node} has not read the cluster from etcd anew`;
  });
  return (await Promise.all(seen)).find((text) => text !== null) ?? null;
}

/** @param sinceS see `stillBefore`; null: whenever it was. @returns the first thing that is not well, or null. */
async function missing(cluster: PatroniCluster, sinceS: number | null): Promise<string | null> {
  const stopped = await cluster.containers.notRunning();
  const text = stopped.map(({ member, state }) => `${member}'s container is ${state}`).join(', ');
  if (cluster.nodes.every((node) => stopped.some(({ member, state }) => member === node && state === 'exited')))
    throw new Hopeless(`every database node has ended: ${text}`);
  if (stopped.length > 0) return text;
  const before = sinceS === null ? null : await stillBefore(cluster, sinceS);
  if (before) return before;

  const seen = await cluster.view();
  const incomplete = whatIsMissing(seen, cluster.expected);
  if (incomplete) return incomplete;
  const leader = seen.find(isLeader)?.name ?? '';
  const { replication } = await nodeStatus(await restEndpoint(cluster, leader));
  const replicas = cluster.nodes.filter((node) => node !== leader);
  return (
    whoDoesNotStream(replication, replicas) ??
    (await etcdMissing(cluster)) ??
    whatIsMisrouted(await proxyStatistics(await cluster.endpoint('haproxy', 7000)), leader, cluster.nodes)
  );
}

/** @returns which etcd member does not answer or sees no quorum, or null. */
export async function etcdMissing(cluster: PatroniCluster): Promise<string | null> {
  const members = cluster.members.filter((member) => member.startsWith('etcd'));
  const troubles = members.map(async (member) => {
    const trouble = await etcdTrouble(await cluster.endpoint(member, 2379));
    return trouble && `${member}: ${trouble}`;
  });
  return (await Promise.all(troubles)).find((trouble) => trouble !== null) ?? null;
}
