// `replicas-converge`: all nodes end with the same data, except for what nobody can know.
import { type Checker, verdictOf } from '../core/checker.ts';
import { release } from '../core/columns.ts';
import { type History, UNKNOWN } from '../core/history.ts';
import { areSameRanges, differences } from '../core/ranges.ts';
import { lowerBound, upperBound } from '../core/sort.ts';
import { contentsOf } from './contents.ts';
import type { Contents, FinalRead } from './final-read.ts';

/** Later than every place. */
const FAR = 2 ** 31 - 1;

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
  for (const value of reordered(a, b)) look(value, value);
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

/** @returns the elements that both hold, but in another order than some other one of them. */
function reordered(a: FinalRead, b: FinalRead): number[] {
  const found: number[] = [];
  let places = new Int32Array();
  for (const [key, listA] of a.lists ?? []) {
    const listB = b.lists?.get(key);
    if (!listB || listA === listB || beginAlike(listA, listB)) continue;
    if (places.length === 0) places = new Int32Array(Math.max(...a.last.subarray(-1), ...b.last.subarray(-1)) + 1);
    addReordered(found, places, listA, listB);
  }
  release(places);
  return found;
}

/** @param places room by element, all 0 before and after: 1 and more than the first place in the other list; below 0, once it was looked at */
function addReordered(found: number[], places: Int32Array, listA: Uint32Array, listB: Uint32Array): void {
  for (let i = 0; i < listB.length; i++) places[listB[i] as number] ||= i + 1;
  const both = new Uint32Array(Math.min(listA.length, listB.length));
  let count = 0;
  for (let i = 0; i < listA.length; i++) {
    const id = listA[i] as number;
    if ((places[id] as number) <= 0) continue;
    both[count++] = id;
    places[id] = -(places[id] as number);
  }
  // Of those from each one on: the earliest place.
  const least = new Int32Array(count + 1).fill(FAR);
  for (let i = count - 1; i >= 0; i--)
    least[i] = Math.min(-(places[both[i] as number] as number), least[i + 1] as number);
  let most = 0;
  for (let i = 0; i < count; i++) {
    const place = -(places[both[i] as number] as number);
    if (place < most || (least[i + 1] as number) < place) found.push(both[i] as number);
    most = Math.max(most, place);
  }
  for (let i = 0; i < listB.length; i++) places[listB[i] as number] = 0;
  release(both, least);
}

/** One is how the other begins: what comes behind that stands nowhere else in order to be out of it. */
function beginAlike(one: Uint32Array, other: Uint32Array): boolean {
  const length = Math.min(one.length, other.length);
  for (let i = 0; i < length; i++) if (one[i] !== other[i]) return false;
  return true;
}
