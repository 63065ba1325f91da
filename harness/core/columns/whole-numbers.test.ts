import { expect, test } from 'vitest';
import { numbersAt, type WholeNumbers, withNumber } from './whole-numbers.ts';

/** Numbers put in one after the other. */
function columnOf(numbers: readonly number[], room = 8): WholeNumbers {
  let column: WholeNumbers = new Uint32Array(room);
  for (const [place, number] of numbers.entries()) column = withNumber(column, place, number);
  return column;
}

test('numbers from 0 to 2^32 - 1 take four bytes each, in the same column', () => {
  const column = new Uint32Array(2);
  expect(withNumber(column, 1, 2 ** 32 - 1)).toBe(column);
  expect([...column]).toEqual([0, 2 ** 32 - 1]);
  expect([...columnOf([7, -0], 3)]).toEqual([7, 0, 0]);
});

test.each([2 ** 32, -1, -(2 ** 53), 1e300, Number.POSITIVE_INFINITY, Number.NaN])(
  '%s makes all of them wide',
  (number) => {
    const column = columnOf([5, 2 ** 32 - 1, number, 3]);
    expect(column).toBeInstanceOf(Float64Array);
    expect([...column]).toEqual([5, 2 ** 32 - 1, number, 3, 0, 0, 0, 0]);
  },
);

test('of a wide column, be the number small or not, it is the same one', () => {
  const wide = columnOf([2 ** 40]);
  expect(withNumber(wide, 1, 6)).toBe(wide);
  expect(withNumber(wide, 2, -6)).toBe(wide);
  expect([...wide.subarray(0, 3)]).toEqual([2 ** 40, 6, -6]);
});

test.each([
  ['small', [5, 6, 7]],
  ['wide', [5, 6, -7]],
])('%s numbers at some rows, and all of them, are a copy that can hold others', (_, numbers) => {
  const column = columnOf(numbers, 3);
  expect([...numbersAt(column, Uint32Array.of(2, 0))]).toEqual([numbers[2], 5]);
  const all = numbersAt(column, null);
  expect([...all]).toEqual(numbers);
  all[0] = 0.5;
  expect(column[0]).toBe(5);
});
