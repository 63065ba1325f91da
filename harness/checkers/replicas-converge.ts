// `replicas-converge`: all nodes end with the same data, except for what nobody can know.
import { type Checker, verdictOf } from '../core/checker.ts';
import { areSameRanges, differences } from '../core/columns/ranges.ts';
import { lowerBound, upperBound } from '../core/columns/sort.ts';
import { type History, UNKNOWN } from '../core/history/history.ts';
import { contentsOf } from './contents.ts';
import type { Contents, FinalRead } from './final-read.ts';
import { unlike } from './list-orders.ts';

export const replicasConverge: Checker = (history) => {
  const nodes = [...new Set(history.run.nodes)];
  const having = new Set<string>();
  const invalid: string[] = [];
  const unknown: string[] = [];
  const witnesses: unknown[] = [];
  for (const kind of contentsOf(history)) {
    if (kind.reads.length === 0) continue;
    for (const { node } of kind.reads) having.add(node);
    const without = nodes.filter((node) => !kind.reads.some((read) => read.node === node));
    if (without.length > 0) unknown.push(`${without.join(', ')} without a final ${kind.kind}`);
    for (const [i, a] of kind.reads.entries())
      for (const b of kind.reads.slice(i + 1)) {
        const { settled, differ } = compare(history, kind, a, b);
        if (settled === null && !differ) continue;
        const pair = `${a.node} and ${b.node} differ`;
        if (settled === null) unknown.push(`${pair}, but only in writes whose outcome is unknown or that were late`);
        else {
          invalid.push(pair);
          witnesses.push({ nodes: [a.node, b.node], value: kind.show(settled) });
        }
      }
  }
  if (having.size < 2) unknown.push('fewer than two nodes have a final read');
  return verdictOf({ invalid, unknown, witnesses, facts: { judged: having.size } });
};

/** @returns a value in which they must not differ, or null; and whether they differ at all */
function compare(history: History, kind: Contents, a: FinalRead, b: FinalRead) {
  const before = Math.min(a.invokedAtMs, b.invokedAtMs);
  let differ = false;
  let settled: number | null = null;
  const look = (first: number, last: number) => {
    differ = true;
    settled ??= settledIn(history, kind, first, last, before);
  };
  if (!areSameRanges(a, b)) differences(a, b, look);
  for (const [one, other] of [
    [a.duplicates, new Set(b.duplicates)],
    [b.duplicates, new Set(a.duplicates)],
  ] as const)
    for (const value of one) if (!other.has(value)) look(value, value);
  for (const value of unlike(a, b)) look(value, value);
  return { settled, differ };
}

/** @returns a value in the range that is not solely written by unknown operations and was written before, or null */
function settledIn({ ops }: History, { values, rows }: Contents, first: number, last: number, before: number) {
  const end = upperBound(values, last);
  for (let i = lowerBound(values, first); i < end; i++) {
    const row = rows[i] as number;
    if (ops.outcome[row] !== UNKNOWN && (ops.completed[row] as number) < before) return values[i] as number;
  }
  return null;
}
