// The order of a start, by state: the first node is a primary component; one joins after the other; then HAProxy; and at
// last a write that is acknowledged.
import { within } from '../deadline.ts';
import { Hopeless, waitFor } from '../wait.ts';
import { withLogs } from '../with-logs.ts';
import type { GaleraCluster } from './cluster.ts';
import { SQL_PORT } from './files.ts';
import { acknowledgedWrite } from './sql.ts';
import { whatIsMissing } from './status.ts';

/** A server is up 1.5 s after its start on an idle machine; a machine at a twentieth of the speed gets 40 s. */
const NODE_MS = 40_000;
/** HAProxy's checks settle within 6 s with the slowest profile; tenfold. */
const HEALTHY_MS = 60_000;
/** Variables of three nodes are read in 0.1 s; connections of a busy machine may take 3 s each. */
const READ_BACK_MS = 20_000;
/** The proxy is right already; a commit takes milliseconds. */
const FIRST_WRITE_MS = 20_000;

/** Resolves when this service's container may be started. @throws SetupError with logs when that does not come to be. */
export async function mayStart(service: string, cluster: GaleraCluster, signal: AbortSignal): Promise<void> {
  const [first, second] = cluster.nodes;
  // The second finds the first's group on its way up: it need not wait until the first takes queries.
  if (service === first || service === second) return;
  // Two that join at once see half of each other, and the group waits for 5 s (`evs.suspect_timeout`) to be sure. And the second is the
  // third's donor: seen once on a busy machine, one that was not synced yet sent all but the last write set, and the third gave up ("IST
  // didn't contain all write sets, expected last: 7 last received: 6").
  // HAProxy takes every server for UP until its first check: started last it routes rightly after one round of checks.
  const isNode = cluster.nodes.includes(service);
  const question = () => oneComponent(cluster, isNode ? 2 : cluster.nodes.length);
  try {
    await waitFor(`${service} waits for ${isNode ? second : 'the nodes'}`, unlessEnded(cluster, question), {
      timeoutMs: NODE_MS,
      signal,
    });
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** @returns null when so many nodes, the first ones, are one primary component and synced; else the first thing that is missing. */
const oneComponent = async (cluster: GaleraCluster, size: number): Promise<string | null> =>
  whatIsMissing((await cluster.view()).slice(0, size));

const unlessEnded = (cluster: GaleraCluster, missing: () => Promise<string | null>) => async () => {
  const ended = await cluster.containers.ended();
  if (ended.length > 0) throw new Hopeless(`the container of ${ended.join(', ')} has ended`);
  return missing();
};

/** @throws SetupError with what was missing and the last lines of the logs. */
export async function becomeReady(
  cluster: GaleraCluster,
  { signal, onEvent }: { signal: AbortSignal; onEvent(text: string): void },
): Promise<void> {
  onEvent('three nodes in one primary component');
  try {
    await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal });
    onEvent('all members healthy');
    const [settings] = await Promise.all([
      within(READ_BACK_MS, 'reading the settings back', cluster.effectiveSettings()),
      firstWrite(cluster, signal),
    ]);
    const { min, max } = settings.expectedRtoMs;
    onEvent(`a write was acknowledged; a lost writer must cost ${min / 1000} to ${max / 1000} s`);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

const firstWrite = (cluster: GaleraCluster, signal: AbortSignal): Promise<void> =>
  waitFor(
    'the write port did not acknowledge a write',
    async () => {
      await acknowledgedWrite(await cluster.endpoint('haproxy', SQL_PORT), cluster.credentials);
      return null;
    },
    { timeoutMs: FIRST_WRITE_MS, signal },
  );
