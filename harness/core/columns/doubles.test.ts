import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mayHoldDoubles } from './doubles.ts';

test('each number is there once: false only then, and true only for a number that is there twice or for numbers far apart', () => {
  const number = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: 2 ** 52, max: 2 ** 52 + 300 }));
  fc.assert(
    fc.property(fc.array(number, { maxLength: 60 }), (all) => {
      const isTwice = new Set(all).size < all.length;
      const may = mayHoldDoubles(Float64Array.from(all));
      if (isTwice) expect(may).toBe(true);
      const span = Math.max(...all) - Math.min(...all);
      if (!isTwice && !(span >= 64 * all.length)) expect(may).toBe(false);
      // The same of some among others.
      const others = [7, ...all.flatMap((key) => [key, key]), Number.NaN];
      const rows = Uint32Array.from(all, (_, i) => 1 + 2 * i);
      expect(mayHoldDoubles(Float64Array.from(others), rows)).toBe(may);
    }),
    { numRuns: 2000 },
  );
});
