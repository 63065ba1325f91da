// Galera: two components that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { gather, NumberPool } from '../core/columns.ts';
import { Greatest } from '../core/greatest.ts';
import { type History, OK } from '../core/history.ts';
import { PRIMARY, UNREACHABLE } from '../core/observations.ts';
import { ascendingOrder, isAscending, lowerBound, sorted, upperBound } from '../core/sort.ts';
import type { Evidence, Side } from './evidence.ts';
import { componentsOf } from './members.ts';
import { Splits } from './splits.ts';

/** The evidence of a side is looked for in its whole epoch. In one of fewer pieces it is gathered anew each time: of half a million none is kept. */
const FEW_PIECES = 64;

/** A took writes before and after B did, in one component that B is no member of, and never said that it had left it. */
export function splitComponents(history: History, evidence: Evidence): Splits {
  const found = new Splits();
  const components = componentsOf(history);
  const isMember = (node: number, epoch: number) => components.has(components.of(epoch), node);
  const isApart = (a: Side, b: Side) => a.node !== b.node && !isMember(b.node, a.epoch) && !isMember(a.node, b.epoch);
  // There may be a million sides. What lies apart from one of a node's in a component lies apart from all of these.
  const examples = new Map<string, Side>();
  for (const epoch of evidence.epochs) {
    if (evidence.countIn(epoch) < 2) continue;
    for (const a of evidence.sidesIn(epoch)) if (hasRoom(a)) examples.set(`${a.node} ${components.of(epoch)}`, a);
  }
  const all = [...examples.values()];
  if (all.length === 0) return found;
  // The same holds for all sides of a node in a component: each such pair is asked once.
  const answers = new Map<number, boolean>();
  const within = sidesWhere(evidence, (b) => {
    const key = components.of(b.epoch) * history.names.count + b.node;
    const answer = answers.get(key) ?? all.some((a) => isApart(a, b));
    answers.set(key, answer);
    return answer;
  });
  if (within.length === 0) return found;
  const kept = once((side: Side) => evidenceFor(evidence, side));
  const evidenceOf = (side: Side) =>
    evidence.countIn(side.epoch) < FEW_PIECES ? evidenceFor(evidence, side) : kept(side);
  const reportsOf = once((node: number) => new Reports(history, node));
  const meanwhile = sidesWithin(within);
  for (const a of sidesWhere(evidence, hasRoom))
    for (const b of meanwhile(a)) {
      if (!isApart(a, b)) continue;
      if (encloses(a.epoch, evidenceOf(a), evidenceOf(b), reportsOf(a.node))) found.add(a, b);
    }
  return found;
}

/** @returns of a side those that may have a piece between two of its own, in the order of their first pieces. */
function sidesWithin(sides: readonly Side[]): (a: Side) => Side[] {
  const byEnd = sides.toSorted((one, other) => one.firstEnd - other.firstEnd);
  const firstEnds = Float64Array.from(byEnd, (side) => side.firstEnd);
  const lastStarts = new Greatest(Float64Array.from(byEnd, (side) => side.lastStart));
  return (a) => {
    const found: Side[] = [];
    lastStarts.forEachAbove(a.firstEnd, lowerBound(firstEnds, a.lastStart), (i) => found.push(byEnd[i] as Side));
    return found.sort((one, other) => one.place - other.place);
  };
}

/** Between two pieces of evidence another one must fit: of a side without any room none can. */
const hasRoom = (side: Side): boolean => side.count > 1 && side.firstEnd < side.lastStart;

/** @returns the sides that fit, in the order of their first pieces. */
function sidesWhere(evidence: Evidence, fits: (side: Side) => boolean): Side[] {
  const sides: Side[] = [];
  for (const epoch of evidence.epochs) for (const side of evidence.sidesIn(epoch)) if (fits(side)) sides.push(side);
  return sides.sort((a, b) => a.place - b.place);
}

/** Asks once for each key. */
function once<K, V>(make: (key: K) => V): (key: K) => V {
  const made = new Map<K, V>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

function encloses(epoch: number, a: SideEvidence, b: SideEvidence, reports: Reports): boolean {
  for (let i = 0; i < b.start.length; i++) {
    const before = a.ends[lowerBound(a.ends, b.start[i] as number) - 1];
    const after = a.starts[upperBound(a.starts, b.end[i] as number)];
    if (before === undefined || after === undefined) continue;
    if (!reports.tellOfAnother(epoch, before, after)) return true;
  }
  return false;
}

/** Pieces of evidence of one side; `starts` and `ends` are ascending, each on its own. */
interface SideEvidence {
  start: Float64Array;
  end: Float64Array;
  starts: Float64Array;
  ends: Float64Array;
}

function evidenceFor(evidence: Evidence, side: Side): SideEvidence {
  const pieces = evidence.piecesOf(side);
  const start = new Float64Array(pieces.length);
  const end = new Float64Array(pieces.length);
  for (let i = 0; i < pieces.length; i++) {
    start[i] = evidence.start(pieces[i] as number);
    end[i] = evidence.end(pieces[i] as number);
  }
  return { start, end, starts: isAscending(start) ? start : sorted(start), ends: isAscending(end) ? end : sorted(end) };
}

/** What a node told of itself: by observations other than `unreachable`, and by its acknowledged operations. */
class Reports {
  /** 0: it said that it was no primary at all. */
  #epoch = new NumberPool();
  #from = new NumberPool();
  #to = new NumberPool();
  readonly #order: Uint32Array;
  readonly #froms: Float64Array;
  /** How far back an overlapping report can have begun. */
  #longest = 0;

  constructor({ ops, observations: seen }: History, node: number) {
    for (const row of seen.of(node)) {
      const isPrimary = seen.role[row] === PRIMARY;
      // An observation without an epoch says nothing of it.
      if (seen.role[row] === UNREACHABLE || (isPrimary && seen.epoch[row] === 0)) continue;
      this.#add(isPrimary ? (seen.epoch[row] as number) : 0, seen.asked[row] as number, seen.at[row] as number);
    }
    for (let row = 0; row < ops.length; row++)
      if (ops.outcome[row] === OK && ops.node[row] === node && ops.epoch[row] !== 0)
        this.#add(ops.epoch[row] as number, ops.invoked[row] as number, ops.completed[row] as number);
    this.#order = ascendingOrder(this.#from.slice());
    this.#froms = gather(this.#from.values, this.#order);
  }

  #add(epoch: number, from: number, to: number): void {
    this.#epoch.push(epoch);
    this.#from.push(from);
    this.#to.push(to);
    this.#longest = Math.max(this.#longest, to - from);
  }

  /** @returns whether one that overlaps (from, to) tells of anything but being a primary in the epoch. */
  tellOfAnother(epoch: number, from: number, to: number): boolean {
    const froms = this.#froms;
    for (let i = lowerBound(froms, from - this.#longest); i < froms.length && (froms[i] as number) < to; i++) {
      const report = this.#order[i] as number;
      if (this.#epoch.values[report] !== epoch && (this.#to.values[report] as number) > from) return true;
    }
    return false;
  }
}
