import fc from 'fast-check';
import { expect, test } from 'vitest';
import { worstMoment, writesOften } from './log-rhythm.ts';

const every = (from: number, stepMs = 1000) => Array.from({ length: 4 }, (_, k) => from + k * stepMs);

test('the moment lies in the longest stretch in which no server writes, well before the next one does', () => {
  // Writes at 0, 100 and 200 of each second: nobody writes from 200 to 1000.
  expect(worstMoment([every(0), every(100), every(200)], 3300)).toEqual({ atMs: 3750, unwrittenMs: 550 });
});

test('a moment that is over is not chosen: the next second has another one', () => {
  expect(worstMoment([every(0), every(100), every(200)], 3800)).toEqual({ atMs: 4750, unwrittenMs: 550 });
});

test('where a server writes with every commit, or too little was seen, no moment is worse than another', () => {
  expect(worstMoment([every(0), every(100, 20), every(200)], 3300)).toBeNull();
  expect(worstMoment([every(0), [500], every(200)], 3300)).toBeNull();
  expect(worstMoment([], 3300)).toBeNull();
});

test('whatever the phases of three servers, at least a sixth of a second is unwritten, and as much is left', () => {
  const phase = fc.integer({ min: 0, max: 999 });
  fc.assert(
    fc.property(phase, phase, phase, fc.integer({ min: 3999, max: 5000 }), (a, b, c, nowMs) => {
      const found = worstMoment([every(a), every(b), every(c)], nowMs);
      expect(found).not.toBeNull();
      const { atMs, unwrittenMs } = found as { atMs: number; unwrittenMs: number };
      expect(atMs).toBeGreaterThan(nowMs);
      expect(atMs).toBeLessThan(nowMs + 3000);
      expect(unwrittenMs).toBeGreaterThanOrEqual(166);
      const untilNextMs = Math.min(...[a, b, c].map((at) => (((at - atMs) % 1000) + 1000) % 1000));
      expect(untilNextMs).toBeGreaterThanOrEqual(166);
    }),
  );
});

test('a server that writes with every commit is known by ten writes; one with a rhythm, or seen too briefly, is not', () => {
  const times = (distance: number, count: number) => Array.from({ length: count }, (_, i) => i * distance);
  expect(writesOften(times(40, 9))).toBe(false);
  expect(writesOften(times(40, 10))).toBe(true);
  expect(writesOften(times(1000, 10))).toBe(false);
  // What it is taken for is what the moment is decided by.
  expect(worstMoment([times(1000, 10), times(40, 10)], 9100)).toBeNull();
});
