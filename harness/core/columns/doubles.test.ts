import fc from 'fast-check';
import { expect, test } from 'vitest';
import { likelyDoubles, mayHoldDoubles } from './doubles.ts';

test('each number is there once: false only then, and true only for a number that is there twice or for numbers far apart', () => {
  const number = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 2 ** 52, max: 2 ** 52 + 300 }));
  const numbers = fc.oneof(fc.array(number, { maxLength: 60 }), fc.array(fc.nat(300), { maxLength: 60 }));
  fc.assert(
    fc.property(numbers, (all) => {
      const isTwice = new Set(all).size < all.length;
      const may = mayHoldDoubles(Float64Array.from(all));
      if (isTwice) expect(may).toBe(true);
      const span = Math.max(...all) - Math.min(...all);
      if (!isTwice && !(span >= 64 * all.length)) expect(may).toBe(false);
      if (all.every((each) => each >= 0 && each < 2 ** 32)) expect(mayHoldDoubles(Uint32Array.from(all))).toBe(may);
      // The same of some among others.
      const others = [7, ...all.flatMap((key) => [key, key]), Number.NaN];
      const rows = Uint32Array.from(all, (_, i) => 1 + 2 * i);
      expect(mayHoldDoubles(Float64Array.from(others), rows)).toBe(may);
    }),
    { numRuns: 2000 },
  );
});

test('all that are there twice are likely to be, in their order, and of those that are not nearly none', () => {
  const number = fc.oneof(
    fc.integer({ min: -9, max: 9 }),
    fc.constantFrom(0, -0, 2 ** 53, 2 ** 53 + 2, 2 ** 60, Number.POSITIVE_INFINITY),
    fc.double({ noNaN: true }),
  );
  fc.assert(
    fc.property(fc.array(number, { maxLength: 40 }), fc.nat(3), (all, from) => {
      const numbers = Float64Array.from(all);
      const rows = Uint32Array.from(all.keys()).subarray(from);
      const isDouble = (row: number) => rows.some((other) => other !== row && all[other] === all[row]);
      const likely = likelyDoubles(numbers, rows);
      expect([...likely].toSorted((a, b) => a - b)).toEqual([...likely]);
      expect([...rows].filter(isDouble).filter((row) => !likely.includes(row))).toEqual([]);
    }),
  );
  const different = Float64Array.from({ length: 20_000 }, (_, i) => 2 ** 53 + 2 * i);
  expect(likelyDoubles(different, Uint32Array.from(different.keys())).length).toBeLessThan(1000);
});
