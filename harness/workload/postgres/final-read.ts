// The final read of a PostgreSQL node. A replica is read after it has replayed the primary's position on the primary's
// timeline: a position alone says nothing of a node that went another way.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../core/cluster.ts';
import { askUntil, POLL_MS } from '../ask-until.ts';
import type { PrimaryPosition, ReadAllResult } from '../engine.ts';
import { compact } from '../ranges.ts';
import type { Place } from '../seen.ts';
import { type Connection, codeOf, type Statement } from './connection.ts';
import { openDirect } from './direct.ts';
import { lsnOf } from './epoch.ts';
import { placeOf, WHERE } from './place.ts';

/** A few milliseconds each; a node that is being started again takes longer, and is asked again. */
const CONNECT_MS = 2000;
const ASK_MS = 2000;

const READ_ALL: Statement = { name: 'read-all', text: 'SELECT value FROM hadrill_set ORDER BY value' };

export const NO_TABLE = '42P01';

/** @returns all values, ascending; null where there is no such table, which no further question changes. */
export async function rowsOrNone(connection: Connection, deadlineMs: number): Promise<number[] | null> {
  try {
    return (await connection.query(READ_ALL, [], deadlineMs)).rows.map(([value]) => Number(value));
  } catch (error) {
    if (codeOf(error) === NO_TABLE) return null;
    throw error;
  }
}

/** Asks where the node stands until `wanted` has its answer. @throws the last error at the deadline */
const ask = <T>(
  cluster: Cluster,
  node: string,
  deadlineMs: number,
  wanted: (place: Place, connection: Connection, leftMs: number) => Promise<T | null>,
): Promise<T | null> =>
  askUntil(
    deadlineMs,
    (leftMs) =>
      openDirect(cluster, node, {
        applicationName: `hadrill-final-${node}`,
        connectDeadlineMs: Math.min(CONNECT_MS, leftMs),
        statementDeadlineMs: deadlineMs,
      }),
    async (connection, leftMs) => {
      const place = placeOf((await connection.query(WHERE, [], Math.max(1, Math.min(ASK_MS, leftMs())))).rows);
      return wanted(place, connection, leftMs());
    },
  );

/** @returns the primary with the highest timeline, as soon as one node says it is one and every other was asked. */
export async function primaryPosition(cluster: Cluster, deadlineMs: number): Promise<PrimaryPosition | null> {
  const until = performance.now() + deadlineMs;
  for (let leftMs = deadlineMs; leftMs > 0; leftMs = until - performance.now()) {
    const places = await Promise.all(
      cluster.nodes.map((node) =>
        ask(cluster, node, Math.min(ASK_MS, leftMs), async (place) => ({ node, ...place })).catch(() => null),
      ),
    );
    const primaries = places.flatMap((place) =>
      place?.role === 'primary' && place.epoch !== null && place.position !== null
        ? [{ node: place.node, epoch: place.epoch, position: place.position }]
        : [],
    );
    const [newest] = primaries.sort((a, b) => Number(b.epoch) - Number(a.epoch));
    if (newest) return newest;
    await sleep(POLL_MS);
  }
  return null;
}

/** True where the final read may be made: a primary by its own, or a replica that has replayed all of the primary's. */
export function mayRead(place: Place, primary: PrimaryPosition | null): boolean {
  if (place.role === 'primary') return true;
  if (primary === null || place.position === null || place.epoch !== primary.epoch) return false;
  return lsnOf(place.position) >= lsnOf(primary.position);
}

export async function finalRead(
  cluster: Cluster,
  node: string,
  primary: PrimaryPosition | null,
  deadlineMs: number,
): Promise<ReadAllResult> {
  let seen = 'nothing';
  try {
    const read = await ask(cluster, node, deadlineMs, async (place, connection, leftMs) => {
      seen = `${place.role} on timeline ${place.epoch ?? 'unknown'} at ${place.position ?? 'no position'}`;
      if (!mayRead(place, primary)) return null;
      const rows = await rowsOrNone(connection, Math.max(1, leftMs));
      if (rows === null) return { place, ranges: null, duplicates: [] };
      const { ranges, duplicates } = compact(rows);
      return { place, ranges, duplicates };
    });
    if (read === null) {
      const wanted = primary === null ? 'no primary was found' : `timeline ${primary.epoch} at ${primary.position}`;
      const message = `${node} did not get there within ${deadlineMs / 1000} s: ${seen}; wanted: ${wanted}`;
      return { outcome: 'unknown', value: null, error: { code: 'NOT_REPLAYED', message } };
    }
    const { place, ranges, duplicates } = read;
    if (ranges === null)
      return {
        outcome: 'fail',
        value: null,
        error: { code: NO_TABLE, message: `${node}: ${seen}: there is no table` },
      };
    return {
      outcome: 'ok',
      node,
      value: ranges,
      duplicates,
      ...(place.epoch === null ? {} : { epoch: place.epoch }),
      ...(place.position === null ? {} : { position: place.position }),
    };
  } catch (error) {
    const message = `${node}: ${(error as Error).message}; last seen: ${seen}`;
    return { outcome: 'unknown', value: null, error: { code: codeOf(error) ?? 'NO_CODE', message } };
  }
}
