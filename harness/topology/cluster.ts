// `startPatroni`, `startGalera`: a running cluster behind the `Cluster` interface, healthy and acknowledging writes.
import type { Cluster } from '../core/cluster.ts';
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
}

export type RunningCluster = Cluster &
  AsyncDisposable & {
    /** Removes by label and verifies. @returns what is left of this run, with the reason; [] when nothing is. */
    remove(): Promise<string[]>;
  };

/**
 * Resolves when three members are healthy, the settings of the profile are in force on every node, the lease is the
 * profile's, and a write through the write port was acknowledged.
 * @throws SetupError with what was missing and the last lines of the logs; the signal's reason when aborted.
 *   Either way everything is removed before.
 */
export async function startPatroni(topology: PatroniSpec, options: StartOptions = {}): Promise<RunningCluster> {
  const [{ PatroniCluster }, { patroniClusterSpec }, { becomeReady, mayStart }] = await Promise.all([
    import('./patroni/cluster.ts'),
    import('./patroni/spec.ts'),
    import('./patroni/start.ts'),
  ]);
  return start(options, {
    specFor: (subnet) => patroniClusterSpec(topology, subnet),
    // etcd first and alone: it is needed first, and while it elects a leader there is time to create the rest.
    waves: [
      ['etcd1', 'etcd2', 'etcd3'],
      ['pg1', 'pg2', 'pg3', 'haproxy'],
    ],
    around: (launched) => new PatroniCluster(topology, launched),
    mayStart,
    becomeReady,
  });
}

/**
 * Resolves when three nodes are Synced in one primary component, the variables of the profile are in force on every node,
 * and a write through the write port was acknowledged.
 * @throws as `startPatroni` does
 */
export async function startGalera(topology: GaleraSpec, options: StartOptions = {}): Promise<RunningCluster> {
  const [{ GaleraCluster }, { galeraClusterSpec }, { becomeReady, mayStart }] = await Promise.all([
    import('./galera/cluster.ts'),
    import('./galera/spec.ts'),
    import('./galera/start.ts'),
  ]);
  return start(options, {
    specFor: (subnet) => galeraClusterSpec(topology, subnet),
    // The first node needs no other to begin: the rest is created while it does.
    waves: [['g1'], ['g2', 'g3', 'haproxy']],
    around: (launched) => new GaleraCluster(topology, launched),
    mayStart,
    becomeReady,
  });
}

interface Topology<C> {
  specFor(subnet: string): ClusterSpec;
  waves: readonly (readonly string[])[];
  around(launched: Launched): C;
  mayStart(service: string, cluster: C, signal: AbortSignal): Promise<void>;
  becomeReady(cluster: C, on: { signal: AbortSignal; onEvent(text: string): void }): Promise<void>;
}

async function start<C extends RunningCluster>(options: StartOptions, topology: Topology<C>): Promise<C> {
  const { signal = new AbortController().signal, onEvent = () => undefined, owner, keep } = options;
  let cluster: C | undefined;
  const around = (launched: Launched) => (cluster ??= topology.around(launched));
  const launched = await launch((subnet) => topology.specFor(subnet), {
    signal,
    owner,
    keep,
    onEvent,
    waves: topology.waves,
    mayStart: (service, partly, either) => topology.mayStart(service, around(partly), either),
  });
  try {
    await topology.becomeReady(around(launched), { signal, onEvent });
    return around(launched);
  } catch (error) {
    throw await afterRemoval(error, launched.remove);
  }
}
