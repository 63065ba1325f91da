// Galera: two components that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { gather, release } from '../core/columns.ts';
import { Greatest } from '../core/greatest.ts';
import type { History } from '../core/history.ts';
import { ascendingOrder, lowerBound } from '../core/sort.ts';
import type { Evidence, Side } from './evidence.ts';
import { componentsOf } from './members.ts';
import { Reports } from './reports.ts';
import { FewTimes, type SideTimes, SortedTimes } from './side-times.ts';
import { Splits } from './splits.ts';

/** A side of an epoch with fewer pieces is made anew from these each time: of half a million none is kept. */
const FEW_PIECES = 64;

/** A took writes before and after B did, in one component that B is no member of, and never said that it had left it. */
export function splitComponents(history: History, evidence: Evidence): Splits {
  const found = new Splits();
  const components = componentsOf(history);
  const isMember = (node: number, epoch: number) => components.has(components.of(epoch), node);
  const isApart = (a: Side, b: Side) => a.node !== b.node && !isMember(b.node, a.epoch) && !isMember(a.node, b.epoch);
  const keyOf = (side: Side) => components.of(side.epoch) * history.names.count + side.node;
  // There may be a million sides. What lies apart from one of a node's in a component lies apart from all of these.
  const examples = new Map<number, Side>();
  const outer = evidence.placesWhere(2, (a) => {
    if (hasRoom(a)) examples.set(keyOf(a), a);
    return hasRoom(a);
  });
  if (outer.length === 0) return found;
  const all = [...examples.values()];
  // The same holds for all sides of a node in a component: each such pair is asked once.
  const answers = new Map<number, boolean>();
  const inner = evidence.placesWhere(1, (b) => {
    const answer = answers.get(keyOf(b)) ?? all.some((a) => isApart(a, b));
    answers.set(keyOf(b), answer);
    return answer;
  });
  if (inner.length === 0) return found;
  const kept = once((place: number) => evidence.sideAt(place));
  const isSmall = (epoch: number) => evidence.countIn(epoch) < FEW_PIECES;
  const sideAt = (place: number) => (isSmall(evidence.epoch(place)) ? evidence.sideAt(place) : kept(place));
  const sortedTimes = once((place: number) => new SortedTimes(evidence, kept(place)));
  const timesOf = (side: Side) => (isSmall(side.epoch) ? new FewTimes(evidence, side) : sortedTimes(side.place));
  const reportsOf = once((node: number) => new Reports(history, evidence, node));
  const meanwhile = sidesWithin(inner, sideAt);
  for (let i = 0; i < outer.length; i++) {
    const a = sideAt(outer[i] as number);
    for (const place of meanwhile(a)) {
      const b = sideAt(place);
      if (isApart(a, b) && encloses(a, timesOf(a), evidence, b, reportsOf(a.node))) found.add(a, b);
    }
  }
  release(outer, inner);
  return found;
}

/** Between two pieces of evidence another one must fit: of a side without any room none can. */
const hasRoom = (side: Side): boolean => side.count > 1 && side.firstEnd < side.lastStart;

/** @returns of a side the places of those that may have a piece between two of its own, ascending. */
function sidesWithin(places: Uint32Array, sideAt: (place: number) => Side): (a: Side) => number[] {
  const firstEnds = new Float64Array(places.length);
  const lastStarts = new Float64Array(places.length);
  for (let i = 0; i < places.length; i++) {
    const side = sideAt(places[i] as number);
    firstEnds[i] = side.firstEnd;
    lastStarts[i] = side.lastStart;
  }
  const byEnd = ascendingOrder(firstEnds);
  const ends = gather(firstEnds, byEnd);
  const greatest = new Greatest(gather(lastStarts, byEnd));
  release(firstEnds, lastStarts);
  return (a) => {
    const found: number[] = [];
    greatest.forEachAbove(a.firstEnd, lowerBound(ends, a.lastStart), (i) =>
      found.push(places[byEnd[i] as number] as number),
    );
    return found.sort((one, other) => one - other);
  };
}

/** Asks once for each key. */
function once<V>(make: (key: number) => V): (key: number) => V {
  const made = new Map<number, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

/** @returns whether a piece of B lies between two of A, and A told of nothing else between these. */
function encloses(a: Side, times: SideTimes, evidence: Evidence, b: Side, reports: Reports): boolean {
  return evidence.someOf(b, (piece) => {
    const before = times.endBefore(evidence.start(piece));
    const after = times.startAfter(evidence.end(piece));
    return Number.isFinite(before) && Number.isFinite(after) && !reports.tellOfAnother(a.epoch, before, after);
  });
}
