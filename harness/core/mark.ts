// A moment in a run that a restore can aim at, and the targets that mean "just before" and "just after" it. Pure.
import type { RecoveryTarget } from './backup.ts';

/** A statement whose moment was noted while it ran, in all the ways in which PostgreSQL can be told of it. */
export interface Mark {
  name: string;
  /** On the run's clock, ms. */
  invokedAtMs: number;
  completedAtMs: number;
  /** Nothing could be written to the workload's table while it ran or after it (docs/verdicts.md, `restored-exactly`). */
  barrier: boolean;
  /** The node on which it ran, and its timeline then. */
  node: string;
  timeline: string;
  /** Read inside its transaction: after its own records and before its commit. */
  position: string;
  time: string;
  xid: string;
}

export type TargetBy = 'time' | 'lsn' | 'xid';

/** `before` the marked transaction commits, `after` it has, or where the newest `backup` is consistent. */
export type TargetPlace = 'before' | 'after' | 'backup';

/**
 * `before`, exact to the transaction. By LSN: recovery stops before the first record at or after the position, so before
 * the commit (PostgreSQL, `recoveryStopsBefore`). By time: it stops before the first commit whose time is not earlier;
 * the mark's was read in microseconds while its lock was held, so every write that the lock waited for has an earlier one
 * and the commit a later one, all on one node's clock. By transaction: before its commit record.
 */
export function targetOf(mark: Mark, place: TargetPlace, by: TargetBy): RecoveryTarget {
  if (place === 'backup') return { type: 'immediate', value: '', inclusive: true, timeline: null, position: null };
  return {
    type: by,
    value: { time: mark.time, lsn: mark.position, xid: mark.xid }[by],
    inclusive: place === 'after',
    timeline: mark.timeline,
    position: mark.position,
  };
}
