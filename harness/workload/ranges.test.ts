import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compact } from './ranges.ts';

test('neighbours are one range, a gap makes two', () => {
  expect(compact([0, 1, 2, 5, 7, 8])).toEqual({
    ranges: [
      [0, 2],
      [5, 5],
      [7, 8],
    ],
    duplicates: [],
  });
});

test('a value that is there twice or three times is told once, and is in its range', () => {
  expect(compact([1, 2, 2, 3, 3, 3])).toEqual({ ranges: [[1, 3]], duplicates: [2, 3] });
});

test('nothing has no range; what is not sorted is a defect', () => {
  expect(compact([])).toEqual({ ranges: [], duplicates: [] });
  expect(() => compact([2, 1])).toThrow('not ascending');
});

test('whatever the values, the ranges hold just these, ascending and apart', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -50, max: 50 })), (values) => {
      const { ranges, duplicates } = compact([...values].sort((a, b) => a - b));
      const held = ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
      expect(held).toEqual([...new Set(values)].sort((a, b) => a - b));
      for (let i = 1; i < ranges.length; i++) expect(ranges[i]?.[0]).toBeGreaterThan((ranges[i - 1]?.[1] ?? 0) + 1);
      const twice = [...new Set(values.filter((value, i) => values.indexOf(value) !== i))];
      expect(duplicates).toEqual(twice.sort((a, b) => a - b));
    }),
  );
});
