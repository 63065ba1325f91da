import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Greatest } from './greatest.ts';

const above = (numbers: number[], limit: number, before = numbers.length) => {
  const places: number[] = [];
  new Greatest(Float64Array.from(numbers)).forEachAbove(limit, before, (place) => places.push(place));
  return places;
};

test('the places of those that are greater, ascending, and of no others', () => {
  const few = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(few), few, few, (numbers, limit, before) => {
      const expected = [...numbers.keys()].filter((i) => i < before && (numbers[i] as number) > limit);
      expect(above(numbers, limit, before)).toEqual(expected);
    }),
  );
});

test('minus infinity is greater than nothing, and of none there are none', () => {
  expect(above([Number.NEGATIVE_INFINITY, 1], Number.NEGATIVE_INFINITY)).toEqual([1]);
  expect(above([], 0)).toEqual([]);
});
