// One write in its own transaction, sent as one statement: the INSERT, a question which node runs it in which component, COMMIT.
import type { Connection } from './connection.ts';
import { EPOCH, epochOf, NODE } from './epoch.ts';

/**
 * Of a connection for writes: the INSERT begins the transaction. Connections are cut after an error, five a second by a canary
 * that is refused: the server's log is for other things.
 */
export const WRITING = { session: 'autocommit = 0, log_warnings = 0' };

export interface Written {
  node: string;
  epoch: string;
  /** With the acknowledgement came a warning. */
  warned: boolean;
}

/**
 * A compound statement: it ends at the first of its statements that fails, and its answer comes in two pieces, not in three
 * as of statements sent one behind the other (each piece wakes the harness). After an error the connection has to be
 * destroyed: a transaction that is still open on it would be committed by the next one.
 * @param insert the one statement of the transaction
 * @throws like `Connection.queries`; `isNothingDone` says of the error whether COMMIT was never reached
 */
export async function write(connection: Connection, insert: string, deadlineMs: number): Promise<Written> {
  // A SELECT of its own: inside the INSERT it would lock the rows it reads, and the server could not install a new component.
  // Before COMMIT: behind it, what it fails with would be told of a write that is done.
  const sql = `BEGIN NOT ATOMIC ${insert}; SELECT ${NODE} AS node, ${EPOCH} AS epoch; COMMIT; END`;
  const [told, done] = await connection.queries(sql, deadlineMs);
  if (told === undefined || done === undefined) throw new Error('a write was answered without its node or its end');
  const [node, epoch] = told.rows[0] as [string, unknown];
  return { node, epoch: epochOf(epoch), warned: done.warnings > 0 };
}
