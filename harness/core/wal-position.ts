// WAL positions and segments of PostgreSQL, as numbers and names that can be compared. Pure.

/** PostgreSQL's default size of a segment, and that of every topology here. */
const SEGMENT_BYTES = 16n * 1024n * 1024n;
const SEGMENTS_PER_FILE_NUMBER = 0x100000000n / SEGMENT_BYTES;

/** @param lsn e.g. `0/3000148` @returns it as a number that can be compared. @throws when it is none */
export function lsnOf(lsn: string): bigint {
  const [, high, low] = lsn.match(/^([0-9A-F]{1,8})\/([0-9A-F]{1,8})$/) ?? [];
  if (high === undefined || low === undefined) throw new Error(`not a WAL position: ${lsn}`);
  return (BigInt(`0x${high}`) << 32n) | BigInt(`0x${low}`);
}

/** @returns the name of the segment that holds the position, e.g. `000000010000000000000003` (PostgreSQL's `XLogFileName`). */
export function segmentOf(timeline: number, lsn: string): string {
  const segment = lsnOf(lsn) / SEGMENT_BYTES;
  const hex = (value: bigint | number) => value.toString(16).toUpperCase().padStart(8, '0');
  return hex(timeline) + hex(segment / SEGMENTS_PER_FILE_NUMBER) + hex(segment % SEGMENTS_PER_FILE_NUMBER);
}

/** @param segment e.g. `0000000A0000000000000003` @returns its timeline, e.g. 10 */
export const timelineOfSegment = (segment: string): number => Number.parseInt(segment.slice(0, 8), 16);
