// The final read of a MariaDB node, after it has applied what the primary had: a position alone says nothing of a node that
// is in another component, so both have to be the primary's.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster } from '../../core/cluster.ts';
import { askUntil, POLL_MS } from '../ask-until.ts';
import type { PrimaryPosition, ReadAllResult } from '../engine.ts';
import { compact } from '../ranges.ts';
import type { Place } from '../seen.ts';
import { type Connection, codeOf } from './connection.ts';
import { openTo, SQL_PORT } from './direct.ts';
import { componentOf } from './epoch.ts';
import { lookAt } from './node-probe.ts';

/** A few milliseconds each; a node that is being started again takes longer, and is asked again. */
const CONNECT_MS = 2000;
const ASK_MS = 2000;
/** A causal read: it waits until the node has applied all that the component had ordered (wsrep_sync_wait, bit 1: reads). */
const SESSION = 'wsrep_sync_wait = 1';

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
      openTo(cluster, node, SQL_PORT, {
        name: `hadrill-final-${node}`,
        connectDeadlineMs: Math.min(CONNECT_MS, leftMs),
        session: SESSION,
      }),
    async (connection, leftMs) => {
      const place = (await lookAt(connection, Math.max(1, Math.min(ASK_MS, leftMs())))).place;
      return wanted(place, connection, leftMs());
    },
  );

/** @returns of the components whose nodes take writes, the position in the largest one; of two as large, in the later one. */
export function newestPrimary(places: readonly (Place & { node: string })[]): PrimaryPosition | null {
  const primaries = places.flatMap(({ node, role, epoch, position }) =>
    role === 'primary' && epoch !== null && position !== null ? [{ node, epoch, position }] : [],
  );
  const rank = ({ epoch }: PrimaryPosition) => {
    const { members, confId } = componentOf(epoch);
    return members.length * 1e9 + Number(confId);
  };
  const [newest] = primaries.sort((a, b) => rank(b) - rank(a) || Number(b.position) - Number(a.position));
  return newest ?? null;
}

export async function primaryPosition(cluster: Cluster, deadlineMs: number): Promise<PrimaryPosition | null> {
  const until = performance.now() + deadlineMs;
  for (let leftMs = deadlineMs; leftMs > 0; leftMs = until - performance.now()) {
    const places = await Promise.all(
      cluster.nodes.map((node) =>
        ask(cluster, node, Math.min(ASK_MS, leftMs), async (place) => ({ node, ...place })).catch(() => null),
      ),
    );
    const newest = newestPrimary(places.filter((place) => place !== null));
    if (newest) return newest;
    await sleep(POLL_MS);
  }
  return null;
}

/**
 * True where the final read may be made. A node of the primary's component has to have come as far. A node of another one that
 * takes writes is read as it is: what it holds is evidence against it.
 */
export function mayRead(place: Place, primary: PrimaryPosition | null): boolean {
  if (place.role !== 'primary' || place.epoch === null || place.position === null) return false;
  if (primary === null || place.epoch !== primary.epoch) return true;
  return Number(place.position) >= Number(primary.position);
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
      seen = `${place.role} in ${place.epoch ?? 'no component'} at ${place.position ?? 'no position'}`;
      if (!mayRead(place, primary)) return null;
      const { rows } = await connection.query('SELECT value FROM hadrill_set ORDER BY value', Math.max(1, leftMs));
      const after = (await lookAt(connection, ASK_MS)).place;
      // Read in one component from the beginning to the end, or again.
      if (after.role !== 'primary' || after.epoch !== place.epoch) return null;
      return { place, ...compact(rows.map(([value]) => Number(value))) };
    });
    if (read === null) {
      const wanted = primary === null ? 'a primary component' : `${primary.epoch} at ${primary.position}`;
      const message = `${node} did not get there within ${deadlineMs / 1000} s: ${seen}; wanted: ${wanted}`;
      return { outcome: 'unknown', value: null, error: { code: 'NOT_APPLIED', message } };
    }
    const { place, ranges, duplicates } = read;
    const told: ReadAllResult = { outcome: 'ok', node, value: ranges, duplicates };
    if (place.epoch !== null) told.epoch = place.epoch;
    if (place.position !== null) told.position = place.position;
    return told;
  } catch (error) {
    const message = `${node}: ${(error as Error).message}; last seen: ${seen}`;
    return { outcome: 'unknown', value: null, error: { code: codeOf(error) ?? 'NO_CODE', message } };
  }
}
