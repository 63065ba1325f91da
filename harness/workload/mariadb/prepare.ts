// The tables of a run, made anew through the write port: what an earlier run left would be read as written by nobody.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../core/cluster.ts';
import { SetupError } from '../../core/errors.ts';
import { openTo, SQL_PORT } from './direct.ts';

/** The proxy sees a writer after `rise` 2 × `inter` 3 s = 6 s at the slowest; a schema change waits for every node. */
const DEADLINE_MS = 45_000;
const ATTEMPT_MS = 5000;
const POLL_MS = 200;

/** No key on the values: a write that is applied twice must show. A key there must be, or Galera certifies nothing. */
const TABLES = [
  'DROP TABLE IF EXISTS hadrill_set, hadrill_canary',
  'CREATE TABLE hadrill_set (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, value bigint NOT NULL) ENGINE = InnoDB',
  'CREATE TABLE hadrill_canary (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, node varchar(64) NOT NULL, ' +
    'at timestamp(6) NOT NULL DEFAULT current_timestamp(6)) ENGINE = InnoDB',
];

/** @throws SetupError with the last error when the write port does not take them in time. */
export async function prepare(cluster: Cluster): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await attempt(cluster);
    } catch (error) {
      if (performance.now() + POLL_MS > until)
        throw new SetupError(
          `the workload's tables could not be made through haproxy's write port within ${DEADLINE_MS / 1000} s: ` +
            `${(error as Error).message}. Is there a Synced node in a primary component? Read logs/ in the run's folder.`,
          { cause: error },
        );
      await sleep(POLL_MS);
    }
  }
}

async function attempt(cluster: Cluster): Promise<void> {
  const connection = await openTo(cluster, 'haproxy', SQL_PORT, {
    name: 'hadrill-prepare',
    connectDeadlineMs: ATTEMPT_MS,
  });
  try {
    for (const table of TABLES) await connection.query(table, ATTEMPT_MS);
  } finally {
    connection.destroy();
  }
}
