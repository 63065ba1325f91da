// What a run sees of a cluster's backup: it can be taken, and restored to the side or in place. The tool is behind it.
import type { Endpoint } from './endpoint.ts';

/** How a target is told to PostgreSQL (its documentation, "Recovery Target"). `immediate`: where the backup is consistent. */
export type RecoveryType = 'time' | 'lsn' | 'xid' | 'immediate';

/** Where recovery stops. */
export interface RecoveryTarget {
  type: RecoveryType;
  /** As PostgreSQL takes it: `2026-11-24 22:59:57.053085+00`, `0/80214C8`, `745`; empty for `immediate`. */
  value: string;
  /** Is what lies exactly at the target still replayed? */
  inclusive: boolean;
  /** The timeline on which the target lies, a decimal number; null: the latest in the archive. */
  timeline: string | null;
  /** The target as a WAL position, where it is known: which backup lies before it, and is it archived? */
  position: string | null;
}

/** One backup in the repository. Times are the database server's clock. */
export interface BackupSet {
  label: string;
  type: 'full' | 'diff' | 'incr';
  /** Seconds since 1970. */
  startedAtS: number;
  stoppedAtS: number;
  startLsn: string;
  /** Recovery from this backup is consistent from here on, so no target may lie before it. */
  stopLsn: string;
  timeline: number;
}

/** A database restored and promoted, which nobody but us uses yet. */
export interface Restored {
  /** Its name in the history: a node's, or one of its own. */
  node: string;
  /** Where it answers, on 127.0.0.1. */
  endpoint: Endpoint;
  /** Label of the backup that it was restored from. */
  backup: string;
  /** PostgreSQL's own words on where it stopped. */
  reached: string;
}

export interface RestoreOptions {
  signal: AbortSignal;
  /** Told of each step when it is done. */
  onStep(step: string): void;
}

/** Everything throws RecoveryError, naming its cause; the repository and, but for `inPlace`, the cluster are untouched then. */
export interface Backup {
  readonly tool: string;
  /** A full backup of the leader. */
  takeFull(signal: AbortSignal): Promise<BackupSet>;
  /** Resolves when all that was written until now is in the repository. */
  archiveNow(signal: AbortSignal): Promise<void>;
  /** Restores into a fresh instance of this name; the cluster runs on untouched. */
  toSide(
    target: RecoveryTarget,
    name: string,
    options: RestoreOptions,
  ): Promise<Restored & { remove(): Promise<void> }>;
  /**
   * Stops the whole cluster, restores one node, forgets the cluster's state in the DCS, and lets the node lead and the
   * others be made anew from it. Resolves when it leads.
   * @param whileClosed called when the data is there and before any client is let in
   */
  inPlace(
    target: RecoveryTarget,
    options: RestoreOptions & { whileClosed(restored: Restored): Promise<void> },
  ): Promise<Restored>;
}
