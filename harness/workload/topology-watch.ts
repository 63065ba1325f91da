// What only one kind of topology has to watch: Patroni's leader key and lease in etcd, and what its REST API claims. The one
// place that asks which kind it is.
import type { Cluster } from '../core/cluster.ts';
import { leaderClaim } from './patroni/leader-claim.ts';
import { type LeaseWatch, watchLease } from './patroni/lease-watch.ts';
import { watchClaims } from './patroni/rest-claims.ts';

export interface TopologyWatch {
  lease: LeaseWatch;
  /** What is claimed of a node elsewhere than on the node's own SQL port; null where there is nothing. */
  claimsOf(node: string): Record<string, unknown> | null;
  stop(): Promise<void>;
}

export interface TopologyWatchOptions {
  cluster: Cluster;
  now(): number;
}

export function watchTopology(options: TopologyWatchOptions): TopologyWatch {
  return options.cluster.topology === 'patroni' ? watchPatroni(options) : NOTHING_TO_WATCH;
}

function watchPatroni({ cluster, now }: TopologyWatchOptions): TopologyWatch {
  const lease = watchLease({ cluster, now });
  const claims = watchClaims({ cluster, now });
  return {
    lease,
    claimsOf: (node) => {
      const rest = claims.of(node);
      // The lease watch reads the key anyway: nobody asks etcd for this.
      const dcs = leaderClaim(node, lease.key(), now());
      return rest || dcs ? { ...rest, ...(dcs ? { dcs } : {}) } : null;
    },
    async stop() {
      claims.stop();
      await lease.stop();
    },
  };
}

/** Galera has no leader, so nobody holds a lease; its nodes are asked over SQL for all they claim. */
const NOTHING_TO_WATCH: TopologyWatch = {
  lease: {
    waitFor: async (at) => {
      throw new Error(`this topology has no leader lease, so nothing can happen at ${at}`);
    },
    events: () => [],
    key: () => null,
    stop: async () => undefined,
  },
  claimsOf: () => null,
  stop: async () => undefined,
};
