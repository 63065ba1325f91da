// What each node held in the end: its last final read of each kind with outcome `ok` (docs/verdicts.md, section 1).
import { type Column, release } from '../columns/columns.ts';
import { areSameLists, type ListColumns, listsOf } from '../columns/list-columns.ts';
import { areSameRanges, type RangeColumns, rangeColumnsOf } from '../columns/ranges.ts';
import type { OpLine } from './history-format.ts';

type Lists = Readonly<Record<string, readonly number[]>>;
type Kind = 'read-all' | 'read-lists';

export class FinalReads {
  readonly #nodes: ReadonlySet<string>;
  readonly #last = { 'read-all': new Map<string, OpLine>(), 'read-lists': new Map<string, OpLine>() };

  /** @param nodes those of the cluster */
  constructor(nodes: readonly string[]) {
    this.#nodes = new Set(nodes);
  }

  /** Keeps the operation, its ranges or lists as columns, where it is a final read and later than the one before. */
  add(op: OpLine): void {
    const { f, final, outcome, node, value } = op;
    if ((f !== 'read-all' && f !== 'read-lists') || final !== true || outcome !== 'ok') return;
    const last = this.#last[f];
    const before = last.get(node as string);
    if (!this.#nodes.has(node as string) || (before && byTime(before, op) > 0)) return;
    last.set(node as string, { ...op, value: f === 'read-lists' ? this.#lists(value) : this.#ranges(value) });
  }

  #ranges(value: unknown): RangeColumns {
    const ranges = rangeColumnsOf(value);
    return this.#shared('read-all', ranges, areSameRanges, [ranges.first, ranges.last]);
  }

  #lists(value: unknown): ListColumns {
    const lists = listColumnsOf(value);
    return this.#shared('read-lists', lists, areSameLists, [lists.ends, lists.elements]);
  }

  /** @returns the same columns where another node holds the same, as replicas do. @param own are given back then */
  #shared<C>(kind: Kind, columns: C, areSame: (one: C, other: C) => boolean, own: Column[]): C {
    for (const { value } of this.#last[kind].values()) {
      if (!areSame(value as C, columns)) continue;
      release(...own);
      return value as C;
    }
    return columns;
  }

  /** @returns one a node, by completion; their values are `RangeColumns`, of `read-lists` `ListColumns`. */
  of(kind: Kind): OpLine[] {
    return [...this.#last[kind].values()].sort((a, b) => (a.completedAtMs as number) - (b.completedAtMs as number));
  }
}

/** Of several at one moment the greatest index is the last one: the order of the file says nothing. */
const byTime = (a: OpLine, b: OpLine): number =>
  (a.completedAtMs as number) - (b.completedAtMs as number) || a.invokedAtMs - b.invokedAtMs || a.index - b.index;

const listColumnsOf = (value: unknown): ListColumns => (isListColumns(value) ? value : listsOf(value as Lists));
const isListColumns = (value: unknown): value is ListColumns =>
  (value as Partial<ListColumns>).elements instanceof Float64Array;

export const rangesIn = (op: OpLine): RangeColumns => op.value as RangeColumns;

export const listsIn = (op: OpLine): ListColumns => op.value as ListColumns;
