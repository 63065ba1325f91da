import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differences, type Ranges, rangesOf } from './ranges.ts';

/** Sets of values as ranges, some of them side by side without a gap. */
const some = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 12 }).map((steps): Ranges => {
  let next = 0;
  return steps.map(([gap, more]) => {
    const first = next + gap;
    next = first + more + 1;
    return [first, first + more];
  });
});
const valuesOf = (ranges: Ranges) =>
  new Set(ranges.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, i) => first + i)));

test('the values that only one of two holds, each once and in order', () => {
  fc.assert(
    fc.property(some, some, (one, two) => {
      const found: number[] = [];
      differences(rangesOf(one), rangesOf(two), (first, last) => {
        for (let value = first; value <= last; value++) found.push(value);
      });
      const [a, b] = [valuesOf(one), valuesOf(two)];
      const onlyOne = [...a, ...b].filter((value) => !(a.has(value) && b.has(value)));
      expect(found).toEqual(onlyOne.sort((x, y) => x - y));
    }),
  );
});
