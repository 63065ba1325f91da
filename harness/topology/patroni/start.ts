// The order of a start, by state: etcd answers, then Patroni begins; a leader is there, then HAProxy; three members stream,
// then the real `loop_wait`; and at last a write that is acknowledged.
import { within } from '../deadline.ts';
import type { Launched } from '../docker-launch.ts';
import type { PatroniCluster } from './cluster.ts';
import { etcdTrouble } from './etcd.ts';
import { dynamicConfiguration } from './files.ts';
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
      const views = spec.nodes.map(async (node) => members(base(await containers.endpoint(node, 8008))));
      const view = await Promise.any(views);
      return view.some((one) => isLeader(one) && isWell(one)) ? null : 'no leader';
    },
    { timeoutMs: LEADER_MS, signal },
  );
}

/** @throws SetupError with what was missing and the last lines of the logs. */
export async function becomeReady(
  cluster: PatroniCluster,
  topology: PatroniSpec,
  { signal, onEvent }: { signal: AbortSignal; onEvent(text: string): void },
): Promise<void> {
  await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal });
  onEvent('three members healthy');
  try {
    const { loopWaitS } = PROFILES[topology.profile];
    await patchConfig(await restBase(cluster, cluster.nodes[0] ?? ''), dynamicConfiguration(topology, loopWaitS));
    await waitFor(
      `loop_wait ${loopWaitS} s was not applied on every node`,
      async () => {
        const taken = await Promise.all(cluster.nodes.map((node) => configurationTaken(cluster, node)));
        const late = cluster.nodes.filter((_node, i) => taken[i]?.loop_wait !== loopWaitS);
        return late.length === 0 ? null : `${late.join(', ')} not yet`;
      },
      { timeoutMs: CONFIGURED_MS, signal },
    );
    onEvent(`loop_wait ${loopWaitS} s in force on every node`);
    const [settings] = await Promise.all([
      within(READ_BACK_MS, 'reading the settings back', cluster.effectiveSettings()),
      waitFor(
        'the write port did not acknowledge a write',
        async () => {
          await acknowledgedWrite(await cluster.endpoint('haproxy', 5000), cluster.credentials);
          return null;
        },
        { timeoutMs: ROUTED_MS, signal },
      ),
    ]);
    onEvent(
      `settings read back: ${settings.expectedRtoMs.min} to ${settings.expectedRtoMs.max} ms expected; write acknowledged`,
    );
  } catch (cause) {
    throw await withLogs(cluster, cause);
  }
}
