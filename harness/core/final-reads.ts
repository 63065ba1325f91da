// What each node held in the end: its last final read of each kind with outcome `ok` (docs/verdicts.md, section 1).
import type { OpLine, Ranges } from './history-format.ts';
import { type RangeColumns, rangesOf } from './ranges.ts';

type Kind = 'read-all' | 'read-lists';

export class FinalReads {
  readonly #nodes: ReadonlySet<string>;
  readonly #last = { 'read-all': new Map<string, OpLine>(), 'read-lists': new Map<string, OpLine>() };

  /** @param nodes those of the cluster */
  constructor(nodes: readonly string[]) {
    this.#nodes = new Set(nodes);
  }

  /** Keeps the operation, the ranges of a `read-all` as columns, where it is a final read and later than the one before. */
  add(op: OpLine): void {
    const { f, final, outcome, node, value } = op;
    if ((f !== 'read-all' && f !== 'read-lists') || final !== true || outcome !== 'ok') return;
    const last = this.#last[f];
    const before = last.get(node as string);
    if (!this.#nodes.has(node as string) || (before && byTime(before, op) > 0)) return;
    last.set(node as string, Array.isArray(value) ? { ...op, value: rangesOf(value as Ranges) } : op);
  }

  /** @returns one a node, by completion; the values of a `read-all` are `RangeColumns`. */
  of(kind: Kind): OpLine[] {
    return [...this.#last[kind].values()].sort((a, b) => (a.completedAtMs as number) - (b.completedAtMs as number));
  }
}

/** Of several at one moment the greatest index is the last one: the order of the file says nothing. */
const byTime = (a: OpLine, b: OpLine): number =>
  (a.completedAtMs as number) - (b.completedAtMs as number) || a.invokedAtMs - b.invokedAtMs || a.index - b.index;

export const rangesIn = (op: OpLine): RangeColumns => op.value as RangeColumns;
