// Faults that an operator of a Galera cluster makes or repairs by hand: only such a cluster has them.
import type { Cluster, GaleraOperator } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';

/** @throws FaultError naming the fault when the cluster is of another kind */
export function operatorOf(cluster: Cluster, fault: string): GaleraOperator {
  if (cluster.operator) return cluster.operator;
  throw new FaultError(
    `${fault}: only a Galera cluster can be treated so, and this one is of the kind ${cluster.topology}`,
  );
}
