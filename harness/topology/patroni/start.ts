// The order of a start, by state: etcd answers, then Patroni begins; a leader is there, then HAProxy; three members stream,
// then the real `loop_wait`; and at last a write that is acknowledged.
import { within } from '../deadline.ts';
import type { Launched } from '../docker-launch.ts';
import type { PatroniCluster } from './cluster.ts';
import { etcdTrouble } from './etcd.ts';
import { BOOTSTRAP_LOOP_WAIT_S, dynamicConfiguration } from './files.ts';
import type { PatroniSpec } from './options.ts';
import { PROFILES } from './profiles.ts';
import { members, patchConfig } from './rest.ts';
import { isLeader, isWell } from './roles.ts';
import { base, configurationTaken, restBase } from './settings.ts';
import { acknowledgedWrite } from './sql.ts';
import { waitFor } from './wait.ts';
import { withLogs } from './wait-healthy.ts';

/** From containers up to healthy: about 5 s when idle; 90 s leaves room for a machine at a twentieth of the speed. */
const HEALTHY_MS = 90_000;
/** etcd elects within 2 s of its start; its first fsyncs may take as long on a busy disk. */
const ETCD_MS = 45_000;
/** A leader bootstraps in 3 s. */
const LEADER_MS = 60_000;
/** A change of the configuration wakes every node's HA loop at once; without that it takes one `loop_wait`, 10 s. */
const CONFIGURED_MS = 25_000;
/** How often the leader is woken while its replicas come: a HA loop takes 50 ms. */
const WAKE_EVERY_MS = 300;
/** Settings, lease and file are read in 0.3 s; connections of a busy machine may take 3 s each. */
const READ_BACK_MS = 20_000;
/** HAProxy finds the leader within `inter` × `rise`, 6 s with the slowest profile. */
const ROUTED_MS = 20_000;

/** Resolves when this service's container may be started. @throws SetupError when what it waits for does not come. */
export async function mayStart(
  service: string,
  { spec, members: containers }: Omit<Launched, 'remove'>,
  signal: AbortSignal,
): Promise<void> {
  if (service.startsWith('etcd')) return;
  // Patroni that finds no etcd at first sleeps for 5 s.
  const etcd = spec.services.filter((one) => one.image === 'etcd').map((one) => one.name);
  await waitFor(
    `${service}: etcd must answer first`,
    async () => {
      const troubles = etcd.map(async (member) => {
        const trouble = await etcdTrouble(base(await containers.endpoint(member, 2379)));
        return trouble && `${member}: ${trouble}`;
      });
      return (await Promise.all(troubles)).find((trouble) => trouble !== null) ?? null;
    },
    { timeoutMs: ETCD_MS, signal },
  );
  if (service !== 'haproxy') return;
  // HAProxy takes each server for UP until its first check: started now, it routes rightly after one round of checks.
  await waitFor(
    `${service}: a leader must be there first`,
    async () => {
      const bases = await Promise.all(spec.nodes.map(async (node) => base(await containers.endpoint(node, 8008))));
      const view = await Promise.any(bases.map(members));
      const leader = view.find((one) => isLeader(one) && isWell(one));
      if (leader) await wake(bases[spec.nodes.indexOf(leader.name)] ?? '');
      return leader ? null : 'no leader';
    },
    { timeoutMs: LEADER_MS, signal },
  );
}

/**
 * Wakes a node's HA loop, by setting what is set. A leader that is woken makes the slots of its replicas before these ask
 * for them: a replica that finds none tries again after 5 s (`wal_retrieve_retry_interval`).
 */
const wake = (rest: string): Promise<void> => patchConfig(rest, { loop_wait: BOOTSTRAP_LOOP_WAIT_S });

/** @throws SetupError with what was missing and the last lines of the logs. */
export async function becomeReady(
  cluster: PatroniCluster,
  topology: PatroniSpec,
  { signal, onEvent }: { signal: AbortSignal; onEvent(text: string): void },
): Promise<void> {
  const waking = setInterval(() => void wakeLeader(cluster).catch(() => undefined), WAKE_EVERY_MS);
  try {
    await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal, onlyStreams: true });
  } finally {
    clearInterval(waking);
  }
  onEvent('one leader and two streaming replicas');
  try {
    await setLoopWait(cluster, topology, signal);
    onEvent(`loop_wait ${PROFILES[topology.profile].loopWaitS} s in force on every node`);
    await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal });
    onEvent('all members healthy');
    const [settings] = await Promise.all([
      within(READ_BACK_MS, 'reading the settings back', cluster.effectiveSettings()),
      firstWrite(cluster, signal),
    ]);
    const { min, max } = settings.expectedRtoMs;
    onEvent(`a write was acknowledged; a lost leader must cost ${min / 1000} to ${max / 1000} s`);
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}

async function wakeLeader(cluster: PatroniCluster): Promise<void> {
  const leader = await cluster.leader();
  if (leader) await wake(await restBase(cluster, leader));
}

/**
 * Sets the profile's `loop_wait` and waits until every node's Patroni has taken it. A change wakes their HA loops, so does
 * the same change again: the leader looks for its synchronous standby at once and not after a `loop_wait`.
 */
async function setLoopWait(cluster: PatroniCluster, topology: PatroniSpec, signal: AbortSignal): Promise<void> {
  const { loopWaitS } = PROFILES[topology.profile];
  const leader = (await cluster.leader()) ?? cluster.nodes[0] ?? '';
  await waitFor(
    `loop_wait ${loopWaitS} s was not applied on every node`,
    async () => {
      await patchConfig(await restBase(cluster, leader), dynamicConfiguration(topology, loopWaitS));
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
    { timeoutMs: ROUTED_MS, signal },
  );
