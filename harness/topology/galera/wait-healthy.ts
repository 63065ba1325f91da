// Waits until every member of a cluster is well: containers, one primary component of all, routing.
import { serversUp, serversUsed } from '../haproxy-seen.ts';
import { Hopeless, type WaitOptions, waitFor } from '../wait.ts';
import { withLogs } from '../with-logs.ts';
import type { GaleraCluster } from './cluster.ts';
import { READ_LISTEN, WRITE_LISTEN } from './files.ts';
import { whatIsMissing } from './status.ts';

/** @throws SetupError with what was missing and the last lines of the logs that tell why. */
export async function waitForHealth(cluster: GaleraCluster, options: WaitOptions): Promise<void> {
  try {
    await waitFor(`hadrill-${cluster.id} did not become healthy`, () => missing(cluster), options);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** @returns the first thing that is not well, or null. */
async function missing(cluster: GaleraCluster): Promise<string | null> {
  const stopped = await cluster.containers.notRunning();
  const text = stopped.map(({ member, state }) => `${member}'s container is ${state}`).join(', ');
  if (cluster.nodes.every((node) => stopped.some(({ member, state }) => member === node && state === 'exited')))
    throw new Hopeless(`every database node has ended: ${text}`);
  if (stopped.length > 0) return text;
  return whatIsMissing(await cluster.view()) ?? whatIsMisrouted(await cluster.statistics(), cluster.nodes);
}

/** @returns what is not yet routed as it must be when all are well, or null. Writes go to the first node then. */
export function whatIsMisrouted(csv: string, nodes: readonly string[]): string | null {
  for (const backend of [WRITE_LISTEN, READ_LISTEN]) {
    const up = serversUp(csv, backend);
    const down = nodes.filter((node) => !up.includes(node));
    if (down.length > 0) return `HAProxy does not hold ${down.join(', ')} of ${backend} for up`;
  }
  const used = serversUsed(csv, WRITE_LISTEN);
  return used.join() === nodes[0] ? null : `HAProxy sends writes to ${used.join(', ')}, not to ${nodes[0]}`;
}
