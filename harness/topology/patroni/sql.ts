// The few questions that the topology itself asks PostgreSQL: what is in force, and is a write acknowledged?
import pg from 'pg';
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import type { PgSetting } from './parameters.ts';

/** A connection and one statement take under 50 ms; a synchronous commit waits for its standby. */
const QUERY_MS = 3_000;

/** @returns rows of pg_settings for these names, by name. A parameter that PostgreSQL does not know is missing. */
export async function settingsInForce(
  at: Endpoint,
  as: Credentials,
  names: readonly string[],
): Promise<Map<string, PgSetting>> {
  const sql = 'select name, setting, unit, vartype from pg_settings where lower(name) = any($1)';
  const rows = await query<PgSetting>(at, as, sql, [names.map((name) => name.toLowerCase())]);
  return new Map(rows.map((row) => [row.name.toLowerCase(), row]));
}

/**
 * Writes to the WAL and commits, leaving nothing behind: a message that nobody decodes, yet synchronous replication
 * waits for it as for any other commit.
 * @throws when it was not acknowledged, or only with a warning (a cancelled wait for the standby is no acknowledgement)
 */
export async function acknowledgedWrite(at: Endpoint, as: Credentials): Promise<void> {
  await query(at, as, "select pg_logical_emit_message(true, 'hadrill', 'ready')");
}

async function query<Row extends pg.QueryResultRow>(
  at: Endpoint,
  as: Credentials,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ ...at, ...as, connectionTimeoutMillis: QUERY_MS, query_timeout: QUERY_MS });
  let warning: string | undefined;
  // An error of an idle client would end the process.
  client.on('error', () => undefined);
  client.on('notice', (notice) => {
    if (notice.severity === 'WARNING') warning = notice.message;
  });
  try {
    await client.connect();
    const { rows } = await client.query<Row>(sql, values);
    if (warning) throw new Error(warning);
    return rows;
  } finally {
    // Not end(): it waits for a peer that may be gone.
    (client as unknown as { connection: { stream: { destroy(): void } } }).connection.stream.destroy();
  }
}
