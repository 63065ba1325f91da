// `startPatroni`, `startGalera`: a running cluster behind the `Cluster` interface, healthy and acknowledging writes.
import type { Cluster } from '../core/cluster.ts';
import type { TopologySpec } from '../core/scenario.ts';
import { type Found, relaunched } from './docker-attach.ts';
import { afterRemoval, type Launched, launch } from './docker-launch.ts';
import type { GaleraSpec } from './galera/options.ts';
import type { PatroniSpec } from './patroni/options.ts';
import type { ClusterSpec } from './spec.ts';

export interface StartOptions {
  signal?: AbortSignal;
  /** Text of the owner label; default this process. While its owner lives, the cluster is no orphan. */
  owner?: string;
  /** Never an orphan, whoever ended: for clusters that are started to stay. */
  keep?: boolean;
  /** Told of each step as it is done. */
  onEvent?(text: string): void;
  /** Given what does not become a healthy cluster, while its containers are there. Must not throw. */
  beforeRemoval?(failed: RunningCluster): Promise<void>;
}

export type RunningCluster = Cluster &
  AsyncDisposable & {
    /** Removes by label and verifies. @returns what is left of this run, with the reason; [] when nothing is. */
    remove(): Promise<string[]>;
  };

/** What differs between topologies at a start. */
interface Topology<C> {
  asked: TopologySpec;
  specFor(subnet: string): ClusterSpec;
  waves: readonly (readonly string[])[];
  around(launched: Launched): C;
  mayStart(service: string, cluster: C, signal: AbortSignal): Promise<void>;
  becomeReady(cluster: C, on: { signal: AbortSignal; onEvent(text: string): void }): Promise<void>;
}

/**
 * Resolves when three members are healthy, the settings of the profile are in force on every node, the lease is the
 * profile's, and a write through the write port was acknowledged.
 * @throws SetupError with what was missing and the last lines of the logs; the signal's reason when aborted.
 *   Either way everything is removed before.
 */
export const startPatroni = async (asked: PatroniSpec, options: StartOptions = {}): Promise<RunningCluster> =>
  start(await patroniTopology(asked), options);

/**
 * Resolves when three nodes are Synced in one primary component, the variables of the profile are in force on every node,
 * and a write through the write port was acknowledged.
 * @throws as `startPatroni` does
 */
export const startGalera = async (asked: GaleraSpec, options: StartOptions = {}): Promise<RunningCluster> =>
  start(await galeraTopology(asked), options);

/** A cluster that another process started. @throws SetupError when it is not there as a whole */
export const attachPatroni = async (asked: PatroniSpec, found: Found): Promise<RunningCluster> =>
  attach(await patroniTopology(asked), found);

/** A cluster that another process started. @throws SetupError when it is not there as a whole */
export const attachGalera = async (asked: GaleraSpec, found: Found): Promise<RunningCluster> =>
  attach(await galeraTopology(asked), found);

async function patroniTopology(asked: PatroniSpec) {
  const [{ PatroniCluster }, { patroniClusterSpec }, { becomeReady, mayStart }] = await Promise.all([
    import('./patroni/cluster.ts'),
    import('./patroni/spec.ts'),
    import('./patroni/start.ts'),
  ]);
  return {
    asked,
    specFor: (subnet: string) => patroniClusterSpec(asked, subnet),
    // etcd first: it is needed first, and while it elects a leader there is time to create the rest.
    waves: [
      ['etcd1', 'etcd2', 'etcd3'],
      ['pg1', 'pg2', 'pg3', 'haproxy'],
    ],
    around: (launched: Launched) => new PatroniCluster(asked, launched),
    mayStart,
    becomeReady,
  };
}

async function galeraTopology(asked: GaleraSpec) {
  const [{ GaleraCluster }, { galeraClusterSpec }, { becomeReady, mayStart }] = await Promise.all([
    import('./galera/cluster.ts'),
    import('./galera/spec.ts'),
    import('./galera/start.ts'),
  ]);
  return {
    asked,
    specFor: (subnet: string) => galeraClusterSpec(asked, subnet),
    // The first node needs no other to begin: the rest is created while it does.
    waves: [['g1'], ['g2', 'g3', 'haproxy']],
    around: (launched: Launched) => new GaleraCluster(asked, launched),
    mayStart,
    becomeReady,
  };
}

async function start<C extends RunningCluster>(topology: Topology<C>, options: StartOptions): Promise<C> {
  const { signal = new AbortController().signal, onEvent = () => undefined, owner, keep } = options;
  let cluster: C | undefined;
  const around = (launched: Launched) => (cluster ??= topology.around(launched));
  const beforeRemoval = async () => {
    if (cluster) await options.beforeRemoval?.(cluster);
  };
  const launched = await launch((subnet) => topology.specFor(subnet), {
    signal,
    owner,
    keep,
    topology: topology.asked,
    onEvent,
    waves: topology.waves,
    beforeRemoval,
    mayStart: (service, partly, either) => topology.mayStart(service, around(partly), either),
  });
  try {
    await topology.becomeReady(around(launched), { signal, onEvent });
    return around(launched);
  } catch (error) {
    await beforeRemoval();
    throw await afterRemoval(error, launched.remove);
  }
}

const attach = async <C>({ around, specFor }: Topology<C>, found: Found): Promise<C> =>
  around(await relaunched(found, specFor));
