// Errors by type, because the exit code is decided by type and never by text.

/** The user's mistake: a bad flag, scenario, profile or file. Exit 64, no stack trace. Names the place. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** The world would not let us begin: no engine, no image, a cluster that never became healthy. Exit 2, no stack trace. */
export class SetupError extends Error {
  override name = 'SetupError';
}

/** A fault could not be put on or taken off. The run is unknown, never green. */
export class FaultError extends Error {
  override name = 'FaultError';
}

/** Why a backup or a restore could not be made. */
export type RecoveryReason =
  | 'no-backup'
  | 'wrong-passphrase'
  | 'repository-full'
  | 'target-before-first-backup'
  | 'target-after-last-wal'
  | 'not-archived'
  | 'refused';

/** A backup or a restore could not be made. The run is unknown, never green. */
export class RecoveryError extends SetupError {
  readonly reason: RecoveryReason;
  constructor(reason: RecoveryReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

/** The user stopped the run. Exit 130 (SIGINT) or 143 (SIGTERM). */
export class InterruptedError extends Error {
  override name = 'InterruptedError';
  readonly signal: 'SIGINT' | 'SIGTERM';
  constructor(signal: 'SIGINT' | 'SIGTERM') {
    super(`interrupted by ${signal}`);
    this.signal = signal;
  }
}

/** Exit codes of the `hadrill` command (docs/design.md, "Command line"). */
export const EXIT = { ok: 0, invalid: 1, unknown: 2, usage: 64, internal: 70, sigint: 130, sigterm: 143 } as const;
