// Reads a restored copy: an instance of its own, promoted, which nobody else uses.
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import type { CopyDriver, ReadAllResult } from '../engine.ts';
import { compact } from '../ranges.ts';
import { Connection, codeOf } from './connection.ts';
import { rowsOrNone } from './final-read.ts';

const DELETE = {
  name: 'delete-one',
  text: 'DELETE FROM hadrill_set WHERE value = (SELECT min(value) FROM hadrill_set) RETURNING value',
};

export const postgresCopy: CopyDriver = {
  async read(at, as, node, deadlineMs): Promise<ReadAllResult> {
    try {
      // A copy without the table holds nothing: that is what was restored, and the judge says what it lacks.
      const rows = await on(at, as, deadlineMs, (connection) => rowsOrNone(connection, deadlineMs));
      const { ranges, duplicates } = compact(rows ?? []);
      return { outcome: 'ok', node, value: ranges, duplicates };
    } catch (error) {
      const message = `${node}: ${(error as Error).message}`;
      return { outcome: 'unknown', value: null, error: { code: codeOf(error) ?? 'NO_CODE', message } };
    }
  },
  async deleteOne(at, as, deadlineMs) {
    const { rows } = await on(at, as, deadlineMs, (connection) => connection.query(DELETE, [], deadlineMs));
    if (rows.length !== 1) throw new Error(`one row was to be deleted from the copy, and ${rows.length} were`);
    return Number(rows[0]?.[0]);
  },
};

async function on<T>(at: Endpoint, as: Credentials, deadlineMs: number, work: (connection: Connection) => Promise<T>) {
  const connection = await Connection.open(at, as, {
    applicationName: 'hadrill-restored',
    connectDeadlineMs: deadlineMs,
    statementDeadlineMs: deadlineMs,
  });
  try {
    return await work(connection);
  } finally {
    connection.destroy();
  }
}
