// Builders for the phases of a recovery: take a backup, break what no node can heal, restore it.
import { UsageError } from './errors.ts';
import type { TargetBy, TargetPlace } from './mark.ts';
import type { Fault, Phase } from './scenario.ts';
import { refuseMore } from './scenario-phases.ts';

/** Takes a full backup of the leader while the workload goes on. */
export const backUp = (...more: []): Phase => {
  refuseMore('backUp', 'nothing', more);
  return { kind: 'back-up' };
};

/** Injects the fault, proves that it bites, and leaves it: only a restore in place undoes it. */
export const inject = (fault: Fault, ...more: []): Phase => {
  refuseMore('inject', 'a fault', more);
  return { kind: 'inject', fault };
};

export interface RestoreOptionsOfPhase {
  /** `side`: a fresh instance, the cluster runs on. `place`: the whole cluster. */
  to: 'side' | 'place';
  /** How the target is told to PostgreSQL. */
  by?: TargetBy;
  /** The mark that an injected fault left. Default `drop-table`. */
  mark?: string;
  /** Default `before`. `after` is one transaction too late, `backup` is what the newest backup holds: for twins. */
  target?: TargetPlace;
  /** Default e.g. `side-by-lsn`; unique in a scenario. */
  name?: string;
  /** For a twin: spoils the restored copy before it is read. */
  spoil?: 'delete-one-row';
}

/**
 * Restores, reads everything that is there, and records it. @throws UsageError when the options contradict each other.
 */
export function restore(options: RestoreOptionsOfPhase): Phase {
  // What else is given is handed on, so that it is refused by its name when the scenario is registered.
  const { to, by = 'lsn', mark = 'drop-table', target = 'before', spoil, name: named, ...rest } = options;
  // A commit's own position is not known, and another transaction may have its time.
  if (target === 'after' && by !== 'xid')
    throw new UsageError(`restore: target "after" is exact only by "xid", not by "${by}"`);
  if (spoil !== undefined && to !== 'side')
    throw new UsageError('restore: spoil is for a copy at the side; the cluster itself is not spoiled');
  const name = named ?? `${to}-${target === 'backup' ? 'from-backup' : `by-${by}`}`;
  return { ...rest, kind: 'restore', name, mark, to, by, target, ...(spoil === undefined ? {} : { spoil }) };
}
