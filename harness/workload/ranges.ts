// Sets of integers as closed ranges, as a `read-all` tells them. Pure.
import type { Ranges } from '../core/columns/ranges.ts';

/** @param sorted ascending, with repetitions @returns the ranges, and each value that is there more than once, once */
export function compact(sorted: Iterable<number>): { ranges: Ranges; duplicates: number[] } {
  const ranges: Ranges = [];
  const duplicates: number[] = [];
  let last: [number, number] | undefined;
  for (const value of sorted) {
    if (last !== undefined && value < last[1]) throw new Error(`not ascending: ${value} after ${last[1]}`);
    if (last !== undefined && value === last[1]) {
      if (duplicates.at(-1) !== value) duplicates.push(value);
    } else if (last !== undefined && value === last[1] + 1) {
      last[1] = value;
    } else {
      last = [value, value];
      ranges.push(last);
    }
  }
  return { ranges, duplicates };
}
