// The tables of a run, made anew through the write port: what an earlier run left would be read as written by nobody.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../core/cluster.ts';
import { SetupError } from '../../core/errors.ts';
import { endpointsOf } from '../endpoints.ts';
import { Connection } from './connection.ts';

/** The proxy sees a new primary after `rise` 2 × `inter` 3 s = 6 s at the slowest, a standby is named within 10 s. */
const DEADLINE_MS = 45_000;
const ATTEMPT_MS = 5000;
const POLL_MS = 200;

/** No key and no index on the values: a write that is applied twice must show. */
const TABLES = [
  'DROP TABLE IF EXISTS hadrill_set, hadrill_canary',
  'CREATE TABLE hadrill_set (value bigint NOT NULL)',
  'CREATE TABLE hadrill_canary (node text NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp())',
];

/** @throws SetupError with the last error when the write port does not take them in time. */
export async function prepare(cluster: Cluster): Promise<void> {
  const until = performance.now() + DEADLINE_MS;
  for (;;) {
    try {
      return await attempt(cluster);
    } catch (error) {
      endpointsOf(cluster).forget('haproxy', 5000);
      if (performance.now() + POLL_MS > until)
        throw new SetupError(
          `the workload's tables could not be made through haproxy's write port within ${DEADLINE_MS / 1000} s: ` +
            `${(error as Error).message}. Is there a primary, and does it have its standby? Read logs/ in the run's folder.`,
          { cause: error },
        );
      await sleep(POLL_MS);
    }
  }
}

async function attempt(cluster: Cluster): Promise<void> {
  const connection = await Connection.open(await endpointsOf(cluster).of('haproxy', 5000), cluster.credentials, {
    applicationName: 'hadrill-prepare',
    connectDeadlineMs: ATTEMPT_MS,
    statementDeadlineMs: ATTEMPT_MS,
  });
  try {
    for (const [i, text] of TABLES.entries()) await connection.query({ name: `table-${i}`, text }, [], ATTEMPT_MS);
  } finally {
    connection.destroy();
  }
}
