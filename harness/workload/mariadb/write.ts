// One write in its own transaction: the INSERT tells which node ran it, in which component, and only then COMMIT is sent.
import type { Connection } from './connection.ts';
import { EPOCH, epochOf, NODE } from './epoch.ts';

/**
 * Of a connection for writes: the INSERT begins the transaction, so that one round trip less is needed. Connections are cut after
 * an error, five a second by a canary that is refused: the server's log is for other things.
 */
export const WRITING = { session: 'autocommit = 0, log_warnings = 0', severalStatements: true };

export interface Written {
  node: string;
  epoch: string;
  /** With the acknowledgement came a warning. */
  warned: boolean;
}

/**
 * After an error the connection has to be destroyed: a transaction that is still open on it would be committed by the next one.
 * @param insert the one statement of the transaction. @param committing told just before COMMIT is sent: until then nothing can have happened
 * @throws like `Connection.query`
 */
export async function write(
  connection: Connection,
  insert: string,
  deadlineMs: number,
  committing: () => void,
): Promise<Written> {
  const until = performance.now() + deadlineMs;
  // A SELECT of its own: inside the INSERT it would lock the rows it reads, and the server could not install a new component.
  const { rows } = await connection.query(`${insert}; SELECT ${NODE}, ${EPOCH}`, deadlineMs);
  const [node, epoch] = rows[0] as [string, unknown];
  const told = { node, epoch: epochOf(epoch) };
  committing();
  const { warnings } = await connection.query('COMMIT', Math.max(1, until - performance.now()));
  return { ...told, warned: warnings > 0 };
}
