// The order of a start, by state: etcd answers, then Patroni begins (of itself); all three stream, then HAProxy; then the profile's
// `loop_wait`; and at last a write that is acknowledged.
import { within } from '../deadline.ts';
import { Hopeless, waitFor } from '../wait.ts';
import { withLogs } from '../with-logs.ts';
import type { PatroniCluster } from './cluster.ts';
import { BOOTSTRAP_LOOP_WAIT_S, dynamicConfiguration } from './files.ts';
import { whatIsMissing } from './health.ts';
import { PROFILES } from './profiles.ts';
import { patchConfig } from './rest.ts';
import { describe, isLeader } from './roles.ts';
import { configurationTaken, restEndpoint } from './settings.ts';
import { acknowledgedWrite } from './sql.ts';
import { etcdMissing } from './wait-healthy.ts';

/** etcd elects within 1 s of its start; a machine at a twentieth of the speed gets 30 s. */
const ETCD_MS = 30_000;
/** One leader and two replicas take 4 s from there; 90 s for a machine at a twentieth of the speed. */
const NODES_MS = 90_000;
/** A change of the configuration wakes every node's HA loop at once; without that it takes one `loop_wait`, 10 s. */
const CONFIGURED_MS = 25_000;
/** Every question costs the starting nodes 10 ms of the processor that they start with. */
const ASK_NODES_EVERY_MS = 200;
/** A leader that is busy misses being woken: it names its standby in a loop that sleeps for 2 s. */
const WAKE_AGAIN_MS = 1000;
/** A synchronous standby is named within 2.5 s, HAProxy's checks settle within 6 s with the slowest profile; tenfold. */
const HEALTHY_MS = 60_000;
/** Settings, lease and file are read in 0.3 s; connections of a busy machine may take 3 s each. */
const READ_BACK_MS = 20_000;
/** The proxy is right already; a synchronous commit takes milliseconds. */
const FIRST_WRITE_MS = 20_000;

/**
 * Resolves when this service's container may be started. The nodes wait for etcd themselves (fixtures/images/patroni/before-first-start),
 * so that they are started while it elects a leader. @throws SetupError with logs when that does not come to be
 */
export async function mayStart(service: string, cluster: PatroniCluster, signal: AbortSignal): Promise<void> {
  if (service !== 'haproxy') return;
  const unlessEnded = (missing: () => Promise<string | null>) => async () => {
    const ended = await cluster.containers.ended();
    if (ended.length > 0) throw new Hopeless(`the container of ${ended.join(', ')} has ended`);
    return missing();
  };
  const wait = { everyMs: ASK_NODES_EVERY_MS, signal };
  try {
    const etcd = unlessEnded(() => etcdMissing(cluster));
    await waitFor('haproxy waits for etcd', etcd, { timeoutMs: ETCD_MS, ...wait });
    // HAProxy takes every server for UP until its first check: started now it routes rightly after one round of checks.
    const nodes = unlessEnded(nodesMissing(cluster));
    await waitFor('the nodes did not become healthy', nodes, { timeoutMs: NODES_MS, ...wait });
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/**
 * Meanwhile wakes the leader's HA loop, by setting what is set, whenever a member has changed: so it makes its replicas' slots
 * before they ask for them (one that finds none tries again only after 5 s, `wal_retrieve_retry_interval`), and names its
 * standby as soon as there is one. Not more often: it wakes all three, and each loop takes 50 ms of the processor.
 */
function nodesMissing(cluster: PatroniCluster): () => Promise<string | null> {
  let wokenFor = '';
  return async () => {
    const seen = await cluster.view();
    const leader = seen.find(isLeader);
    const state = describe(seen);
    if (leader && state !== wokenFor) {
      wokenFor = state;
      await patchConfig(await restEndpoint(cluster, leader.name), { loop_wait: BOOTSTRAP_LOOP_WAIT_S });
    }
    return whatIsMissing(seen, { ...cluster.expected, synchronous: false });
  };
}

/** @throws SetupError with what was missing and the last lines of the logs. */
export async function becomeReady(
  cluster: PatroniCluster,
  { signal, onEvent }: { signal: AbortSignal; onEvent(text: string): void },
): Promise<void> {
  onEvent('one leader and two streaming replicas');
  try {
    await setLoopWait(cluster, signal);
    onEvent(`loop_wait ${PROFILES[cluster.asked.profile].loopWaitS} s in force on every node`);
    await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal });
    onEvent('all members healthy');
    const [settings] = await Promise.all([
      within(READ_BACK_MS, 'reading the settings back', cluster.effectiveSettings()),
      firstWrite(cluster, signal),
      cluster.backup?.initialise(),
    ]);
    if (cluster.backup) onEvent(`${cluster.backup.tool}: WAL arrives in the repository`);
    const { min, max } = settings.expectedRtoMs;
    onEvent(`a write was acknowledged; a lost leader must cost ${min / 1000} to ${max / 1000} s`);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

/** Sets the profile's `loop_wait` and waits until every node's Patroni has taken it. */
async function setLoopWait(cluster: PatroniCluster, signal: AbortSignal): Promise<void> {
  const { loopWaitS } = PROFILES[cluster.asked.profile];
  let askedAtMs = Number.NEGATIVE_INFINITY;
  await waitFor(
    `loop_wait ${loopWaitS} s was not applied on every node`,
    async () => {
      const leader = await cluster.leader();
      if (!leader) return 'no leader';
      if (performance.now() - askedAtMs > WAKE_AGAIN_MS) {
        askedAtMs = performance.now();
        await patchConfig(await restEndpoint(cluster, leader), dynamicConfiguration(cluster.asked, loopWaitS));
      }
      const taken = await Promise.all(cluster.nodes.map((node) => configurationTaken(cluster, node)));
      const late = cluster.nodes.filter((_node, i) => taken[i]?.loop_wait !== loopWaitS);
      return late.length === 0 ? null : `${late.join(', ')} not yet`;
    },
    { timeoutMs: CONFIGURED_MS, signal },
  );
}

const firstWrite = (cluster: PatroniCluster, signal: AbortSignal): Promise<void> =>
  waitFor(
    'the write port did not acknowledge a write',
    async () => {
      await acknowledgedWrite(await cluster.endpoint('haproxy', 5000), cluster.credentials);
      return null;
    },
    { timeoutMs: FIRST_WRITE_MS, signal },
  );
