// The few questions that the topology itself asks MariaDB: what is in force, and is a write acknowledged?
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import { within } from '../deadline.ts';

/** A connection and one statement take under 50 ms. */
const QUERY_MS = 3_000;

/** @returns global variables by name. One that MariaDB does not know is missing. */
export async function variablesInForce(at: Endpoint, as: Credentials, names: readonly string[]) {
  const rows = await query(at, as, 'SHOW GLOBAL VARIABLES WHERE Variable_name IN (?)', [names]);
  return new Map(rows.map((row) => [String(row.Variable_name), String(row.Value)]));
}

/** Commits a change of a row that is there for this (fixtures/images/galera/make-data). @throws when not acknowledged */
export async function acknowledgedWrite(at: Endpoint, as: Credentials): Promise<void> {
  await query(at, as, 'UPDATE hadrill.ready SET times = times + 1', []);
}

async function query(at: Endpoint, as: Credentials, sql: string, values: unknown[]): Promise<RowDataPacket[]> {
  const connecting = createConnection({ ...at, ...as, connectTimeout: QUERY_MS });
  // Not end(): it waits for a peer that may be gone. Nor the library's own time limit: it leaves the connection open.
  const closed = connecting.then((connection) => () => connection.destroy());
  closed.catch(() => undefined);
  const asked = connecting.then((connection) => {
    connection.on('error', () => undefined);
    return connection.query<RowDataPacket[]>(sql, values);
  });
  try {
    const [rows] = await within(QUERY_MS, `${at.host}:${at.port}: ${sql}`, asked);
    return rows;
  } finally {
    void closed.then((close) => close()).catch(() => undefined);
  }
}
