import { expect, test, vi } from 'vitest';
import { HistoryReader } from './history-reader.ts';
import { ack, GALERA, saw, textOf } from './testing.ts';

/** As a file is read. */
const PIECE = 1 << 16;

// So many that what is kept of each would be too much to be copied when it grows (SMALL_BYTES in columns.ts): 8 bytes of a timeline, 4 of a name.
test.each([
  [300_000, 'timelines', {}, (i: number) => `pg1/${i + 1}`],
  [550_000, 'components', GALERA, (i: number) => `g1/u:${i}:g1+x${i}`],
])(
  'no buffer is detached while a history of %i %s is read: every typed array would be slower from then on',
  (count, _, run, at) => {
    const lines = Array.from({ length: count }, (_, i) => (i % 2 === 0 ? ack(at(i), i) : saw(at(i), 'primary', i)));
    const bytes = new TextEncoder().encode(textOf(lines, run));
    const reader = new HistoryReader('h', bytes.length);
    const detach = vi.spyOn(ArrayBuffer.prototype, 'transfer');
    try {
      for (let from = 0; from < bytes.length; from += PIECE) reader.push(bytes.subarray(from, from + PIECE));
      expect(detach).not.toHaveBeenCalled();
      // All was taken, and what comes later may detach.
      const { ops, observations, names } = reader.finish();
      expect([ops.length, observations.length]).toEqual([count / 2, count / 2]);
      expect(names.count).toBeGreaterThan(count);
      expect(detach).toHaveBeenCalled();
    } finally {
      detach.mockRestore();
    }
  },
);
