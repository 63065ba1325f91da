// Every error of a write as definite (`fail`: it certainly did not and will not happen) or indefinite (`unknown`).
// A write is one compound statement, from the INSERT, which begins a transaction, to COMMIT. Where the server refuses it before
// it told its node, it never came to COMMIT, whatever the number, and rolls back when the connection is cut. Of everything
// else only what is in the table as `fail` is one. Sources: MariaDB's "MariaDB Error Code Reference";
// wsrep_override_error() in its sql/wsrep_trans_observer.h and wsrep-lib's transaction::certify_commit(), which choose the error
// of a COMMIT that Galera did not take; mysql2's own codes.
import type { Outcome } from '../../core/history/history-format.ts';

/** How far the write had come when the error was seen; `executing`: the server says that it never came to COMMIT. */
export type Stage = 'connecting' | 'executing' | 'committing';

interface Row {
  atCommit: 'fail' | 'unknown';
  why: string;
}
const fail = (why: string): Row => ({ atCommit: 'fail', why });
const unknown = (why: string): Row => ({ atCommit: 'unknown', why });

/** Of a write that may have come to COMMIT, by the server's error number or the driver's code. What is not in here is unknown. */
export const ERRORS: ReadonlyMap<string, Row> = new Map([
  // The whole group certifies in one order and comes to one result, or the transaction was aborted before it was replicated;
  // one that had been replicated is replayed, and then COMMIT is acknowledged.
  ['1213', fail('certification failed, or aborted for a transaction that came first: rolled back everywhere')],
  ['1205', fail('lock wait timeout, also of a causal wait: ends the statement, and what it waited for was not done')],
  ['1020', fail('record has changed since last read (innodb_snapshot_isolation): rolled back')],
  // The readiness of the node is asked before COMMIT is executed; from inside a commit this number is never raised.
  ['1047', fail('WSREP has not prepared the node: COMMIT was refused before it began')],
  ['1792', fail('read-only transaction: never written')],
  ['1290', fail('server runs with --read-only: refused before it began')],
  ['1836', fail('server runs in read-only mode: refused before it began')],
  ['1062', fail('duplicate key: the statement was rolled back')],
  ['1048', fail('column cannot be null: never written')],
  ['1146', fail('the table does not exist: never written')],
  ['1054', fail('the column does not exist: never written')],
  ['1064', fail('syntax error: never executed')],
  ['1142', fail('no privilege: never executed')],
  ['1264', fail('number out of range: never written')],
  ['1366', fail('not a number: never written')],
  // Also raised when the write set was sent and the component was lost before its place in the order was known
  // (provider status "connection failed"): the other side may have it.
  ['1180', unknown('error during COMMIT: the write set may have reached the others before the component was lost')],
  ['1181', unknown('error during ROLLBACK: nothing is known of the COMMIT that led to it')],
  ['1105', unknown('unknown error: also what a commit ends with that the provider gave no reason for')],
  ['1030', unknown('error from the storage engine: may be raised at commit')],
  ['1026', unknown('error writing a file: may be raised at commit')],
  ['1021', unknown('disk full: may be raised at commit')],
  ['1317', unknown('query interrupted: the interruption may have come after the write set was sent')],
  ['1927', unknown('connection was killed: may have come after the commit')],
  ['1053', unknown('server shutdown in progress: may have come after the commit')],
  ['1077', unknown('normal shutdown: may have come after the commit')],
  ['1079', unknown('shutdown complete: may have come after the commit')],
  ['1969', unknown('max_statement_time exceeded: may have come after the write set was sent')],
  ['1152', unknown('aborted connection: ends it at whatever moment')],
  ['1158', unknown('server could not read: ends the connection at whatever moment')],
  ['1159', unknown('server timed out reading: ends the connection at whatever moment')],
  ['1160', unknown('server could not write: the answer was lost, not the write')],
  ['1161', unknown('server timed out writing: the answer was lost, not the write')],
  ['1156', unknown('packets out of order: the answer could not be read')],
  ['1040', unknown('too many connections: never seen on an open connection, so nothing is known')],
  ['1045', unknown('access denied: never seen on an open connection, so nothing is known')],
  ['1130', unknown('host not allowed: never seen on an open connection, so nothing is known')],
  ['PROTOCOL_CONNECTION_LOST', unknown('the connection ended without an answer')],
  ['PROTOCOL_SEQUENCE_TIMEOUT', unknown("the driver's own deadline: the server may still do it")],
  ['PROTOCOL_UNEXPECTED_PACKET', unknown('the answer could not be read')],
  ['PROTOCOL_ERROR', unknown('the answer could not be read')],
  ['ECONNRESET', unknown('the connection was reset while the write was under way')],
  ['ECONNABORTED', unknown('the connection was aborted while the write was under way')],
  ['ECONNREFUSED', unknown('told of a connection that stood: nothing is known')],
  ['EPIPE', unknown('the connection broke while the write was being sent')],
  ['ETIMEDOUT', unknown('the peer went silent')],
  ['EHOSTUNREACH', unknown('the way to the peer was lost')],
  ['ENETUNREACH', unknown('the way to the peer was lost')],
  ['ERR_STREAM_DESTROYED', unknown('our own end was cut while the write was being sent')],
  ['ERR_STREAM_WRITE_AFTER_END', unknown('our own end was cut while the write was being sent')],
  ['DEADLINE', unknown('our own deadline: the server may still do it')],
  ['CLOSED', unknown('the connection ended without an answer')],
  ['WARNING', unknown('acknowledged with a warning: nobody knows which limit it names')],
]);

/** The outcome of a write that ended in an error. */
export function outcomeOf(code: string | undefined, stage: Stage): Exclude<Outcome, 'ok'> {
  if (stage !== 'committing') return 'fail';
  return (code !== undefined && ERRORS.get(code)?.atCommit) || 'unknown';
}

/** Numbers that say: this node takes no writes now. Others, such as a missing table, say nothing of that. */
const REFUSALS = new Set(['1047', '1290', '1836', '1792']);

/** Whether an error is the refusal of a node that takes no writes. */
export const isRefusal = (code: string | undefined): boolean => code !== undefined && REFUSALS.has(code);
