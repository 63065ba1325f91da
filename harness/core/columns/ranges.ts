// Closed ranges of values, as two columns: a read may hold half a million of them.

import { areEqual } from './columns.ts';

/** Closed ranges `[[first,last],…]`, ascending. */
export type Ranges = [number, number][];

export interface RangeColumns {
  first: Float64Array;
  last: Float64Array;
}

export function rangesOf(ranges: Ranges): RangeColumns {
  const first = new Float64Array(ranges.length);
  const last = new Float64Array(ranges.length);
  for (let i = 0; i < ranges.length; i++) [first[i], last[i]] = ranges[i] as [number, number];
  return { first, last };
}

/** @param value ranges, or the columns of them that were read from the bytes of a long line */
export const rangeColumnsOf = (value: unknown): RangeColumns =>
  Array.isArray(value) ? rangesOf(value as Ranges) : (value as RangeColumns);

/** Calls `each` with the closed ranges of values, ascending, that only one of the two holds. */
export function differences(a: RangeColumns, b: RangeColumns, each: (first: number, last: number) => void): void {
  let [inA, inB, from] = [false, false, Number.NEGATIVE_INFINITY];
  for (let i = 0, j = 0; ; ) {
    const at = Math.min(boundary(a, i), boundary(b, j));
    if (inA !== inB) each(from, at - 1);
    if (at === Number.POSITIVE_INFINITY) return;
    for (; boundary(a, i) === at; i++) inA = i % 2 === 0;
    for (; boundary(b, j) === at; j++) inB = j % 2 === 0;
    from = at;
  }
}

/** Where a range begins (even places), or where it is over (odd ones). */
function boundary({ first, last }: RangeColumns, i: number): number {
  if (i >= 2 * first.length) return Number.POSITIVE_INFINITY;
  return i % 2 === 0 ? (first[i / 2] as number) : (last[(i - 1) / 2] as number) + 1;
}

/** @returns whether both are the same ranges. */
export function areSameRanges(one: RangeColumns, other: RangeColumns): boolean {
  return areEqual(one.first, other.first) && areEqual(one.last, other.last);
}
