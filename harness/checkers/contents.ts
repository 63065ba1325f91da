// What was written and what the final reads hold, of both kinds alike: integers of `add`, and (key, element) of appends
// under a number of their own.

import { gather, release, rowsWhere } from '../core/columns.ts';
import { rangesIn } from '../core/final-reads.ts';
import { ADD, type History } from '../core/history.ts';
import type { OpLine } from '../core/history-format.ts';
import type { RangeColumns } from '../core/ranges.ts';
import { ascendingOrder, inOrderOf, upperBound } from '../core/sort.ts';
import { PairIds } from './pair-ids.ts';

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
  lists?: Map<string, number[]>;
}

export interface Contents {
  kind: 'read-all' | 'read-lists';
  /** Values of all writes, whatever their outcome, ascending; a value may be there more than once. */
  values: Float64Array;
  /** The operations that wrote them. */
  rows: Uint32Array;
  /** A node's final read: its last one of the kind with outcome `ok`. */
  reads: FinalRead[];
  /** A value as a witness shows it. */
  show(value: number): unknown;
}

/** Of one history once: four checkers ask for it. */
export function contentsOf(history: History): Contents[] {
  const known = KNOWN.get(history) ?? [integers(history), lists(history)];
  KNOWN.set(history, known);
  return known;
}

const KNOWN = new WeakMap<History, Contents[]>();

/** @returns whether the read holds the value. */
export function holds(read: RangeColumns, value: number): boolean {
  const at = upperBound(read.first, value) - 1;
  return at >= 0 && (read.last[at] as number) >= value;
}

/** @returns whether two reads hold the same values. */
export function isAlike(one: RangeColumns, other: RangeColumns): boolean {
  if (one.first.length !== other.first.length) return false;
  for (let i = 0; i < one.first.length; i++)
    if (one.first[i] !== other.first[i] || one.last[i] !== other.last[i]) return false;
  return true;
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

function integers(history: History): Contents {
  const { ops } = history;
  const adds = rowsWhere(ops.length, (row) => ops.f[row] === ADD);
  const rows = inOrderOf(ops.value, adds);
  if (rows !== adds) release(adds);
  return {
    ...{ kind: 'read-all', values: gather(ops.value, rows), rows },
    reads: history.finalReads.of('read-all').map((op) => {
      const duplicates = (op.duplicates ?? []) as number[];
      return { ...common(op), ...rangesIn(op), duplicates };
    }),
    show: (value) => value,
  };
}

function lists(history: History): Contents {
  const { names } = history;
  const { appends } = history.ops;
  const ids = new PairIds(appends.length);
  const values = new Float64Array(appends.length);
  for (let i = 0; i < values.length; i++) values[i] = ids.id(appends.key[i] as number, appends.element[i] as number);
  const reads = history.finalReads.of('read-lists').map((op): FinalRead => {
    const lists = new Map<string, number[]>();
    const seen = new Set<number>();
    let length = 0;
    const twice = new Set<number>();
    for (const [key, list] of Object.entries(op.value as Record<string, number[]>)) {
      const held = list.map((element) => ids.id(names.id(key), element));
      lists.set(key, held);
      for (const id of held) (seen.has(id) ? twice : seen).add(id);
      length += held.length;
    }
    for (const [key, element] of (op.duplicates ?? []) as [string, number][]) twice.add(ids.id(names.id(key), element));
    const first = Float64Array.from(seen).sort();
    return { ...common(op), first, last: first, duplicates: [...twice], lists, length };
  });
  const order = ascendingOrder(values);
  const inOrder = { values: gather(values, order), rows: gather(appends.row, order) };
  release(values, order);
  return {
    ...{ kind: 'read-lists', ...inOrder, reads },
    show: (id) => [names.text(ids.keys[id] as number), ids.elements[id]],
  };
}

const common = (op: OpLine) => ({
  node: op.node as string,
  epoch: op.epoch ?? null,
  invokedAtMs: op.invokedAtMs,
  completedAtMs: op.completedAtMs as number,
});
