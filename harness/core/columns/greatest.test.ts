import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Greatest } from './greatest.ts';

const above = (numbers: number[], limit: number, before = numbers.length) => {
  const places: number[] = [];
  const greatest = new Greatest(Float64Array.from(numbers));
  for (let place = before; place >= 0; ) {
    place = greatest.lastAbove(limit, place);
    if (place >= 0) places.unshift(place);
  }
  return places;
};

test('the places of those that are greater, one after the other from the last, and of no others', () => {
  const few = fc.integer({ min: 0, max: 9 });
  fc.assert(
    fc.property(fc.array(few, { maxLength: 200 }), few, fc.nat(200), (numbers, limit, n) => {
      const before = Math.min(n, numbers.length);
      const expected = [...numbers.keys()].filter((i) => i < before && (numbers[i] as number) > limit);
      expect(above(numbers, limit, before)).toEqual(expected);
    }),
  );
});

test('minus infinity is greater than nothing, and of none there are none', () => {
  expect(above([Number.NEGATIVE_INFINITY, 1], Number.NEGATIVE_INFINITY)).toEqual([1]);
  expect(above([], 0)).toEqual([]);
});
