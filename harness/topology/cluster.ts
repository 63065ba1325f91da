// `startPatroni`: a running Patroni cluster behind the `Cluster` interface, healthy and acknowledging writes.
import type { Cluster } from '../core/cluster.ts';
import { type Found, relaunched } from './docker-attach.ts';
import { afterRemoval, type Launched, launch } from './docker-launch.ts';
import { PatroniCluster } from './patroni/cluster.ts';
import type { PatroniSpec } from './patroni/options.ts';
import { patroniClusterSpec } from './patroni/spec.ts';
import { becomeReady, mayStart } from './patroni/start.ts';

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
  const { signal = new AbortController().signal, onEvent = () => undefined, owner, keep } = options;
  let cluster: PatroniCluster | undefined;
  const wrap = (launched: Launched) => (cluster ??= new PatroniCluster(topology, launched));
  const launched = await launch((subnet) => patroniClusterSpec(topology, subnet), {
    signal,
    owner,
    keep,
    topology,
    onEvent,
    // etcd first and alone: it is needed first, and while it elects a leader there is time to create the rest.
    waves: [
      ['etcd1', 'etcd2', 'etcd3'],
      ['pg1', 'pg2', 'pg3', 'haproxy'],
    ],
    mayStart: (service, partly, either) => mayStart(service, wrap(partly), either),
  });
  try {
    await becomeReady(wrap(launched), { signal, onEvent });
    return wrap(launched);
  } catch (error) {
    throw await afterRemoval(error, launched.remove);
  }
}

/** A cluster that another process started. @throws SetupError when it is not there as a whole */
export async function attachPatroni(topology: PatroniSpec, found: Found): Promise<RunningCluster> {
  return new PatroniCluster(topology, await relaunched(found, (subnet) => patroniClusterSpec(topology, subnet)));
}
