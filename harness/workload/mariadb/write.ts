// One write in its own transaction, sent in one message: the INSERT, a question which node runs it in which component, COMMIT.
import type { Connection } from './connection.ts';
import { EPOCH, epochOf, NODE } from './epoch.ts';

/**
 * Of a connection for writes: the INSERT begins the transaction. Connections are cut after an error, five a second by a canary
 * that is refused: the server's log is for other things.
 */
export const WRITING = { session: 'autocommit = 0, log_warnings = 0', severalStatements: true };

export interface Written {
  node: string;
  epoch: string;
  /** With the acknowledgement came a warning. */
  warned: boolean;
}

/**
 * The server executes the statements one by one and ends at the first that fails. After an error the connection has to be
 * destroyed: a transaction that is still open on it would be committed by the next one.
 * @param insert the one statement of the transaction
 * @throws like `Connection.queries`; `notCommitting` says of the error whether COMMIT was never executed
 */
export async function write(connection: Connection, insert: string, deadlineMs: number): Promise<Written> {
  // A SELECT of its own: inside the INSERT it would lock the rows it reads, and the server could not install a new component.
  const answers = await connection.queries(`${insert}; SELECT ${NODE}, ${EPOCH}; COMMIT`, deadlineMs);
  const [, told, committed] = answers;
  if (told === undefined || committed === undefined) throw new Error(`COMMIT was not answered: ${answers.length} of 3`);
  const [node, epoch] = told.rows[0] as [string, unknown];
  return { node, epoch: epochOf(epoch), warned: committed.warnings > 0 };
}
