// What was written and what the final reads hold, of both kinds alike: integers of `add`, and (key, element) of appends
// under a number of their own.

import { gather, release, rowsWhere } from '../core/columns.ts';
import { ADD, type History, OK, TXN } from '../core/history.ts';
import type { OpLine } from '../core/history-format.ts';
import type { RangeColumns } from '../core/ranges.ts';
import { ascendingOrder, isAscending, upperBound } from '../core/sort.ts';

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

function integers(history: History): Contents {
  const { ops } = history;
  const adds = rowsWhere(ops.length, (row) => ops.f[row] === ADD);
  const keys = gather(ops.value, adds);
  const order = isAscending(keys) ? null : ascendingOrder(keys);
  const values = order ? gather(keys, order) : keys;
  const rows = order ? gather(adds, order) : adds;
  if (order) release(keys, adds, order);
  return {
    ...{ kind: 'read-all', values, rows },
    reads: finalReads(history, 'read-all').map((op) => {
      const duplicates = (op.duplicates ?? []) as number[];
      return { ...common(op), ...(op.value as RangeColumns), duplicates };
    }),
    show: (value) => value,
  };
}

function lists(history: History): Contents {
  const pairs: [string, number][] = [];
  const ids = new Map<string, Map<number, number>>();
  const idOf = (key: string, element: number): number => {
    const elements = ids.get(key) ?? new Map<number, number>();
    ids.set(key, elements);
    const id = elements.get(element) ?? pairs.push([key, element]) - 1;
    elements.set(element, id);
    return id;
  };
  const values: number[] = [];
  const rows: number[] = [];
  for (const [row, op] of history.ops.whole) {
    if (history.ops.f[row] !== TXN) continue;
    for (const [what, key, element] of op.value as [string, string, number][]) {
      if (what !== 'append') continue;
      values.push(idOf(key, element));
      rows.push(row);
    }
  }
  const reads = finalReads(history, 'read-lists').map((op): FinalRead => {
    const lists = new Map<string, number[]>();
    const seen = new Set<number>();
    let length = 0;
    const twice = new Set<number>();
    for (const [key, list] of Object.entries(op.value as Record<string, number[]>)) {
      const elements = list.map((element) => idOf(key, element));
      lists.set(key, elements);
      for (const id of elements) (seen.has(id) ? twice : seen).add(id);
      length += elements.length;
    }
    for (const [key, element] of (op.duplicates ?? []) as [string, number][]) twice.add(idOf(key, element));
    const first = Float64Array.from(seen).sort();
    return { ...common(op), first, last: first, duplicates: [...twice], lists, length };
  });
  const keys = Float64Array.from(values);
  const order = ascendingOrder(keys);
  return {
    kind: 'read-lists',
    values: gather(keys, order),
    rows: gather(Uint32Array.from(rows), order),
    reads,
    show: (value) => pairs[value],
  };
}

const common = (op: OpLine) => ({
  node: op.node as string,
  epoch: op.epoch ?? null,
  invokedAtMs: op.invokedAtMs,
  completedAtMs: op.completedAtMs as number,
});

/** Of several at one moment the greatest index is the last one: the order of the file says nothing. */
const byTime = (a: OpLine, b: OpLine): number =>
  (a.completedAtMs as number) - (b.completedAtMs as number) || a.invokedAtMs - b.invokedAtMs || a.index - b.index;

function finalReads({ run, ops }: History, kind: string): OpLine[] {
  const last = new Map<string, OpLine>();
  for (const [row, op] of ops.whole) {
    if (op.f !== kind || op.final !== true || ops.outcome[row] !== OK || !run.nodes.includes(op.node as string))
      continue;
    const before = last.get(op.node as string);
    if (!before || byTime(before, op) < 0) last.set(op.node as string, op);
  }
  return [...last.values()].sort((a, b) => (a.completedAtMs as number) - (b.completedAtMs as number));
}
