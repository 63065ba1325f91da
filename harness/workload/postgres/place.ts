// Where a node stands by its own account: role, timeline, WAL position. A claim; only an acknowledged write is proof.
import type { Place } from '../seen.ts';
import type { Statement } from './connection.ts';
import { timelineOf, WAL_FILE } from './epoch.ts';

/** Recovery only ever ends: in the branches of a node that is out of it, the functions of a primary cannot fail. */
export const WHERE: Statement = {
  name: 'where',
  text: `SELECT
    CASE WHEN pg_is_in_recovery() THEN NULL ELSE ${WAL_FILE} END,
    CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END,
    (SELECT received_tli FROM pg_stat_wal_receiver WHERE status = 'streaming')`,
};

/** A replica that does not stream has no epoch: nobody knows then which timeline it follows. @param rows the answer to `WHERE` */
export function placeOf(rows: unknown[][]): Place {
  const [walFile, position, receivedTimeline] = (rows[0] ?? []) as [
    string | null,
    string | null,
    number | string | null,
  ];
  if (walFile !== null && walFile !== undefined) return { role: 'primary', epoch: timelineOf(walFile), position };
  return {
    role: 'replica',
    epoch: receivedTimeline === null || receivedTimeline === undefined ? null : String(receivedTimeline),
    position,
  };
}
