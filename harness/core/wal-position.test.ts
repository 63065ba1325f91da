import { expect, test } from 'vitest';
import { lsnOf, segmentOf, timelineOfSegment } from './wal-position.ts';

test('positions are compared as numbers, not as text', () => {
  expect(lsnOf('0/9000000') < lsnOf('0/80214C8')).toBe(false);
  expect(lsnOf('1/0') > lsnOf('0/FFFFFFFF')).toBe(true);
  for (const bad of ['', '80214C8', '0/', '0/80214C8 ', 'x/y']) expect(() => lsnOf(bad)).toThrow(/not a WAL position/);
});

test('a position lies in the segment that PostgreSQL names', () => {
  // Seen: `select pg_walfile_name('0/80214C8')` on timeline 1, and the segment before a boundary.
  expect(segmentOf(1, '0/80214C8')).toBe('000000010000000000000008');
  expect(segmentOf(10, '2/FFFFFFFF')).toBe('0000000A00000002000000FF');
  expect(timelineOfSegment('0000000A00000002000000FF')).toBe(10);
});
