import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ascendingOrder,
  firstPlace,
  isAscending,
  lowerBound,
  lowerBoundNear,
  medianInPlace,
  sorted,
  upperBound,
  upperBoundNear,
} from './sort.ts';

const numbers = fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 300 });
const ascending = (values: number[]) => [...values].sort((a, b) => a - b);

test('the order is ascending, and stable where keys are equal', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const order = [...ascendingOrder(Float64Array.from(values))];
      const expected = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
      expect(order).toEqual(expected);
    }),
  );
});

test('the order of numbers of any size, thousands in no order at all, is ascending and stable as well', () => {
  const extreme = fc.constantFrom(0, -0, 5e-324, 1e-300, -1e308, 1e308, 1, 2, 3, Number.MAX_SAFE_INTEGER);
  const numbers = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), extreme, fc.integer()), {
    ...{ minLength: 100, maxLength: 3000, size: 'max' as const },
  });
  fc.assert(
    fc.property(numbers, (values) => {
      const order = [...ascendingOrder(Float64Array.from(values))];
      const expected = values.map((_, i) => i).sort((a, b) => (values[a] as number) - (values[b] as number) || a - b);
      expect(order).toEqual(expected);
    }),
    { numRuns: 40 },
  );
});

test('a sorted copy: the input stays as it is', () => {
  fc.assert(
    fc.property(numbers, (values) => {
      const keys = Float64Array.from(values);
      expect([...sorted(keys)]).toEqual(ascending(values));
      expect([...keys]).toEqual(values);
      expect(isAscending(keys)).toBe(values.every((value, i) => i === 0 || value >= (values[i - 1] as number)));
    }),
  );
});

test('the median is the middle one, or the mean of the two middle ones; of none it is no number', () => {
  expect(medianInPlace(new Float64Array(0))).toBeNaN();
  fc.assert(
    fc.property(numbers, (values) => {
      fc.pre(values.length > 0);
      const all = ascending(values);
      const [low, high] = [all[(all.length - 1) >> 1] as number, all[all.length >> 1] as number];
      expect(medianInPlace(Float64Array.from(values))).toBe((low + high) / 2);
    }),
  );
});

test('bounds: the first key that is not smaller, and the first that is greater', () => {
  fc.assert(
    fc.property(numbers, fc.integer({ min: -60, max: 60 }), fc.nat({ max: 400 }), (values, key, hint) => {
      const keys = Float64Array.from(ascending(values));
      expect(lowerBound(keys, key)).toBe(values.filter((value) => value < key).length);
      expect(lowerBoundNear(keys, key, hint)).toBe(lowerBound(keys, key));
      expect(upperBound(keys, key)).toBe(values.filter((value) => value <= key).length);
      expect(upperBoundNear(keys, key, hint)).toBe(upperBound(keys, key));
      expect(firstPlace(keys.length, (place) => (keys[place] as number) >= key)).toBe(lowerBound(keys, key));
    }),
  );
});
