// Whole numbers that are small nearly always: four bytes each, and eight once one of them needs it.

import { gather } from './columns.ts';

export type WholeNumbers = Uint32Array | Float64Array;

/** @returns the column with the number at the place, which it has: the same one, or one of wider numbers. Behind the place it holds nothing. */
export function withNumber(column: WholeNumbers, place: number, number: number): WholeNumbers {
  const fits = number >>> 0 === number || column instanceof Float64Array;
  const wide = fits ? column : widened(column, place);
  wide[place] = number;
  return wide;
}

/** @returns the column's numbers at the rows; all of them, where none are given */
export function numbersAt(column: WholeNumbers, rows: Uint32Array | null): Float64Array {
  if (column instanceof Float64Array) return rows ? gather(column, rows) : column.slice();
  const numbers = new Float64Array(rows?.length ?? column.length);
  if (rows) for (let i = 0; i < rows.length; i++) numbers[i] = column[rows[i] as number] as number;
  else numbers.set(column);
  return numbers;
}

/**
 * The column itself is left to the GC: nothing is detached while a history is read (columns.ts).
 * @param count how many numbers it holds: room for others costs nothing before it is used
 */
function widened(column: Uint32Array, count: number): Float64Array {
  const wide = new Float64Array(column.length);
  wide.set(column.subarray(0, count));
  return wide;
}
