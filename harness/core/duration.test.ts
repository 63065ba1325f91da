import { expect, test } from 'vitest';
import { milliseconds, minutes, seconds } from './duration.ts';

test('durations carry their unit and come out in milliseconds', () => {
  expect([seconds(1.5), milliseconds(20), minutes(2)]).toEqual([1500, 20, 120_000]);
});

test('a duration that is no finite number >= 0 is refused', () => {
  for (const bad of [-1, Number.NaN, Number.POSITIVE_INFINITY]) expect(() => seconds(bad)).toThrow(RangeError);
});
