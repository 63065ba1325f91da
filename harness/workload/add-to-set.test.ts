import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { addToSet, burst, dueAtMs, dueBy } from './add-to-set.ts';

test('without options: 200 a second over 8 clients', () => {
  expect(addToSet()).toEqual({ kind: 'add-to-set', clients: 8, ratePerSecond: 200 });
});

test('a workload that could send nothing is refused by its field', () => {
  expect(() => addToSet({ ratePerSecond: 0 })).toThrow(UsageError);
  expect(() => addToSet({ clients: 1.5 })).toThrow('clients');
  expect(() => addToSet({ rate: 5 } as never)).toThrow('rate');
});

test('200 a second over 8 clients come four at a time, every 20 ms; one client gets one at a time', () => {
  expect(burst(200, 8)).toBe(4);
  expect([0, 3, 4, 7, 8].map((n) => dueAtMs(n, 200, 4))).toEqual([0, 0, 20, 20, 40]);
  expect([burst(1000, 8), burst(50, 2), burst(10, 8), burst(5, 1)]).toEqual([4, 1, 1, 1]);
});

test('the schedule is exact: whatever the rate, the burst and the moment, just the operations due by then', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 10_000, noNaN: true }),
      fc.integer({ min: 1, max: 100 }),
      fc.double({ min: 0, max: 600_000, noNaN: true }),
      (rate, together, elapsedMs) => {
        const count = dueBy(elapsedMs, rate, together);
        expect(count % together).toBe(0);
        expect(dueAtMs(count, rate, together)).toBeGreaterThan(elapsedMs);
        if (count > 0) expect(dueAtMs(count - 1, rate, together)).toBeLessThanOrEqual(elapsedMs);
      },
    ),
  );
});
