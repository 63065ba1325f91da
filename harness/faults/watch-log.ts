// Watches when MariaDB servers write their redo logs, on a connection of its own to each, for as long as it takes to see a
// rhythm, or that there is none. Looks only.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import { writesOften } from './log-rhythm.ts';

/** Three writes at one a second give two distances, and a bit. */
const WATCH_MS = 3500;
/** A write is seen this late at most: a sixth of what is kept before the next one. The load goes on meanwhile, and each question costs it. */
const EVERY_MS = 40;
const CONNECT_MS = 3000;
const FLUSHED = "SHOW GLOBAL STATUS LIKE 'Innodb_lsn_flushed'";

/** @returns per node, when it was seen to have written its log, by `now`. @throws FaultError naming the node that does not answer */
export function watchLogWrites(cluster: Cluster, now: () => number, signal: AbortSignal): Promise<number[][]> {
  const watched = cluster.nodes.map((node) =>
    watchNode(cluster, node, now, signal).catch((cause: Error) => {
      signal.throwIfAborted();
      throw new FaultError(`${node}: when it writes its log could not be watched: ${cause.message}`, { cause });
    }),
  );
  return Promise.all(watched);
}

async function watchNode(cluster: Cluster, node: string, now: () => number, signal: AbortSignal): Promise<number[]> {
  const endpoint = await cluster.endpoint(node, 3306);
  // Loaded when it is needed: a scenario that is only listed needs none.
  const { createConnection } = await import('mysql2/promise');
  const connection = await createConnection({ ...endpoint, ...cluster.credentials, connectTimeout: CONNECT_MS });
  connection.on('error', () => undefined);
  const untilMs = now() + WATCH_MS;
  const seen: number[] = [];
  try {
    for (
      let last: string | null = null;
      now() < untilMs && !writesOften(seen);
      await sleep(EVERY_MS, undefined, { signal })
    ) {
      const [rows] = await connection.query({ sql: FLUSHED, rowsAsArray: true });
      const flushed = String((rows as unknown as [string, string][])[0]?.[1]);
      if (last !== null && flushed !== last) seen.push(now());
      last = flushed;
    }
  } finally {
    connection.destroy();
  }
  return seen;
}
