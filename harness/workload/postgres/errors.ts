// Every error of a write as definite (`fail`: it certainly did not and will not happen) or indefinite (`unknown`).
// What is not in the table is unknown: an unlisted error must never turn a write that may exist into one that must not.
// Sources: PostgreSQL's "Error Codes" appendix; node-postgres passes the SQLSTATE, or the system's error code, as `code`.
import type { Outcome } from '../../core/history/history-format.ts';

/** How far the operation had come: before the statement was handed to the connection nothing can have happened. */
export type Stage = 'connecting' | 'sent';

/** What an error says of itself, as far as it says it. */
export interface SeenError {
  /** The SQLSTATE, the system's error code, or ours (`DEADLINE`, `CLOSED`, `WARNING`). */
  code?: string | undefined;
  /** `ERROR` ends the transaction; `FATAL` and `PANIC` end the session or the server, at whatever moment. */
  severity?: string | undefined;
}

/** Definite once the statement was sent, as an `ERROR`: the server refused it, and rolled back what there was. */
export const DEFINITE_WHEN_SENT: ReadonlyMap<string, string> = new Map([
  ['25006', 'read-only transaction: a standby, or a leader being demoted, refused it'],
  ['40001', 'serialization failure: rolled back'],
  ['40P01', 'deadlock detected: rolled back'],
  ['40002', 'integrity constraint violated at the end of the transaction: rolled back'],
  ['55P03', 'lock not available: rolled back'],
  ['55000', 'not in the state that a function needs (recovery is in progress): rolled back'],
  ['23502', 'not-null violation: rolled back'],
  ['23505', 'unique violation: rolled back'],
  ['23514', 'check violation: rolled back'],
  ['22P02', 'invalid text representation: never executed'],
  ['22003', 'number out of range: never executed'],
  ['42601', 'syntax error: never executed'],
  ['42501', 'no privilege: never executed'],
  ['42P01', 'the table does not exist: never executed'],
  ['42703', 'the column does not exist: never executed'],
  ['53100', 'disk full, as an error and not as a panic: rolled back'],
  ['53200', 'out of memory: rolled back'],
]);

/** Indefinite once the statement was sent, with the reason: the commit may have come before the error. */
export const INDEFINITE_WHEN_SENT: ReadonlyMap<string, string> = new Map([
  ['57P01', 'admin shutdown: may end the wait for the synchronous standby after the local commit'],
  ['57P02', 'crash shutdown: nothing is known of the commit'],
  ['57P03', 'cannot connect now: never seen on an open connection, so nothing is known'],
  ['57P04', 'the database was dropped: ends the session at whatever moment'],
  ['57P05', 'idle session timeout: the statement crossed it on its way'],
  ['57014', 'query cancelled: the cancel may have come after the commit'],
  ['08000', 'connection exception: broke at an unknown moment'],
  ['08003', 'connection does not exist: broke at an unknown moment'],
  ['08006', 'connection failure: the answer was lost, not the write'],
  ['08007', 'transaction resolution unknown: says so itself'],
  ['08P01', 'protocol violation: the answer could not be read'],
  ['40003', 'statement completion unknown: says so itself'],
  ['53300', 'too many connections: never seen on an open connection, so nothing is known'],
  ['58000', 'system error: may be raised at commit'],
  ['58030', 'I/O error: may be raised at commit'],
  ['XX000', 'internal error: may be raised at commit'],
  ['XX001', 'data corrupted: nothing is known of the commit'],
  ['XX002', 'index corrupted: nothing is known of the commit'],
  ['ECONNRESET', 'the connection was reset while the statement was under way'],
  ['ECONNABORTED', 'the connection was aborted while the statement was under way'],
  ['ECONNREFUSED', 'told of a connection that stood: nothing is known'],
  ['EPIPE', 'the connection broke while the statement was being sent'],
  ['ETIMEDOUT', 'the peer went silent'],
  ['EHOSTUNREACH', 'the way to the peer was lost'],
  ['ENETUNREACH', 'the way to the peer was lost'],
  ['ERR_STREAM_DESTROYED', 'our own end was cut while the statement was being sent'],
  ['DEADLINE', 'our own deadline: the server may still do it'],
  ['CLOSED', 'the connection ended without an answer'],
  ['WARNING', 'committed here alone: the wait for the synchronous standby was cut short'],
  ['NO_NODE', 'acknowledged by an address that is none of the nodes'],
]);

/** The outcome of a write that ended in an error. */
export function outcomeOf({ code, severity }: SeenError, stage: Stage): Exclude<Outcome, 'ok'> {
  if (stage === 'connecting') return 'fail';
  // A panic carries the SQLSTATE of its cause: "disk full" while the commit record is being written.
  return code !== undefined && severity === 'ERROR' && DEFINITE_WHEN_SENT.has(code) ? 'fail' : 'unknown';
}

/**
 * A warning with which the server acknowledged a write limits it: the wait for the synchronous standby was cancelled,
 * so the write is committed here alone and a failover may lose it. Such a write is `unknown`, never `ok`.
 */
export const limitsAcknowledgement = (notice: { severity?: string | undefined }): boolean =>
  notice.severity === 'WARNING';
