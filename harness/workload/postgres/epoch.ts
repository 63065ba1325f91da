// PostgreSQL's epoch is the timeline: it grows by one with every promotion.
export { lsnOf } from '../../core/wal-position.ts';

/** In SQL: the name of the WAL segment that is being written; its first eight hex digits are the timeline. */
export const WAL_FILE = 'pg_walfile_name(pg_current_wal_lsn())';

/** @param walFile e.g. `0000000A0000000000000003` @returns the timeline as a decimal string, e.g. `10` */
export function timelineOf(walFile: string): string {
  if (!/^[0-9A-F]{24}$/.test(walFile)) throw new Error(`not the name of a WAL segment: ${walFile}`);
  return String(Number.parseInt(walFile.slice(0, 8), 16));
}
