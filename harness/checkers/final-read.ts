// What a node held in the end, as checkers compare it: integers of `add`s, or elements of lists under a number of their own.

import type { RangeColumns } from '../core/columns/ranges.ts';
import { upperBound } from '../core/columns/sort.ts';
import type { WholeNumbers } from '../core/columns/whole-numbers.ts';
import type { OpLine } from '../core/history/history-format.ts';

/** `first` and `last`: closed ranges of the values present, ascending. */
export interface FinalRead extends RangeColumns {
  node: string;
  epoch: string | null;
  invokedAtMs: number;
  completedAtMs: number;
  /** Values present more than once. */
  duplicates: readonly number[];
  /** Of `read-lists`: how many elements there are, those that are there twice counted twice. */
  length?: number;
  /** Of `read-lists`: each key's values in the order of its list. */
  lists?: Map<string, Uint32Array>;
}

export interface Contents {
  kind: 'read-all' | 'read-lists';
  /** Values of all writes, whatever their outcome, ascending; a value may be there more than once. */
  values: WholeNumbers;
  /** The operations that wrote them. */
  rows: Uint32Array;
  /** A node's final read: its last one of the kind with outcome `ok`. */
  reads: FinalRead[];
  /** A value as a witness shows it. */
  show(value: number): unknown;
}

/** What a final read of either kind has. */
export const common = (op: OpLine) => ({
  node: op.node as string,
  epoch: op.epoch ?? null,
  invokedAtMs: op.invokedAtMs,
  completedAtMs: op.completedAtMs as number,
});

/** @returns whether the read holds the value. */
export function holds(read: RangeColumns, value: number): boolean {
  const at = upperBound(read.first, value) - 1;
  return at >= 0 && (read.last[at] as number) >= value;
}

/** @returns the latest of the times of these rows; NaN is none. */
export function lastIn(times: Float64Array, rows: Uint32Array): number {
  let last = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < rows.length; i++) {
    const time = times[rows[i] as number] as number;
    if (time > last) last = time;
  }
  return last;
}
