import fc from 'fast-check';
import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { addToSet, dueAtMs, dueBy } from './add-to-set.ts';

test('without options: 200 a second over 8 clients', () => {
  expect(addToSet()).toEqual({ kind: 'add-to-set', clients: 8, ratePerSecond: 200 });
});

test('a workload that could send nothing is refused by its field', () => {
  expect(() => addToSet({ ratePerSecond: 0 })).toThrow(UsageError);
  expect(() => addToSet({ clients: 1.5 })).toThrow('clients');
  expect(() => addToSet({ rate: 5 } as never)).toThrow('rate');
});

test('the schedule is exact: whatever the rate and the moment, just the operations due by then', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.1, max: 10_000, noNaN: true }),
      fc.double({ min: 0, max: 600_000, noNaN: true }),
      (rate, elapsedMs) => {
        const count = dueBy(elapsedMs, rate);
        expect(dueAtMs(count, rate)).toBeGreaterThan(elapsedMs);
        if (count > 0) expect(dueAtMs(count - 1, rate)).toBeLessThanOrEqual(elapsedMs);
      },
    ),
  );
});
