// Galera: two components that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { Greatest } from '../core/columns/greatest.ts';
import { lowerBoundNear } from '../core/columns/sort.ts';
import type { History } from '../core/history/history.ts';
import { Apart } from './apart.ts';
import type { Evidence } from './evidence.ts';
import { Reports } from './reports.ts';
import { SideTimes } from './side-times.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

/** A took writes before and after B did, in one component that B is no member of, and never said that it had left it. */
export function splitComponents(history: History, evidence: Evidence): Splits {
  const found = new Splits();
  const apart = new Apart(history, evidence);
  // Between two pieces of evidence another one must fit: of a side without any room none can.
  const outer = Sides.where(evidence, { pieces: 2, by: 'place' }, (all, a) => {
    const [from, to] = [all.firstEnd[a] as number, all.lastStart[a] as number];
    const hasRoom = (all.count[a] as number) > 1 && from < to;
    if (hasRoom) apart.note(all.place[a] as number, from, to);
    return hasRoom;
  });
  if (outer.length === 0) {
    outer.releaseAll();
    return found;
  }
  outer.release('count', 'firstStart', 'lastEnd');
  const inner = Sides.where(evidence, { pieces: 1, by: 'firstEnd' }, (all, b) =>
    apart.mayBeEnclosed(all.place[b] as number, all.lastStart[b] as number, all.firstEnd[b] as number),
  );
  inner.release('count', 'lastEnd');
  const meanwhile = new Meanwhile(inner);
  const times = new SideTimes(evidence);
  const encloses = enclosing(history, evidence, times);
  for (let i = 0; i < outer.length; i++) {
    const a = outer.place[i] as number;
    for (const side of meanwhile.of(outer.firstEnd[i] as number, outer.lastStart[i] as number)) {
      const b = inner.place[side] as number;
      if (apart.is(a, b) && encloses(a, b)) found.add(a, times.lastEnd(a), b, inner.firstStart[side] as number);
    }
  }
  outer.releaseAll();
  inner.releaseAll();
  meanwhile.release();
  return found;
}

/** Which sides may have a piece between two pieces of another one. */
class Meanwhile {
  /** In the order of their first ends. */
  readonly #sides: Sides;
  readonly #lastStarts: Greatest;
  readonly #found: number[] = [];
  /** The last one asked for was near here, and so is the next. */
  #near = 0;

  constructor(sides: Sides) {
    this.#sides = sides;
    this.#lastStarts = new Greatest(sides.lastStart);
  }

  /** @returns those that started after `from` and ended before `to`, by place. Good until the next is asked for. */
  of(from: number, to: number): readonly number[] {
    const { firstEnd, place } = this.#sides;
    const found = this.#found;
    found.length = 0;
    this.#near = lowerBoundNear(firstEnd, to, this.#near);
    for (let side = this.#near; side >= 0; ) {
      side = this.#lastStarts.lastAbove(from, side);
      if (side >= 0) found.push(side);
    }
    if (found.length > 1) found.sort((one, other) => (place[one] as number) - (place[other] as number));
    return found;
  }

  release(): void {
    this.#lastStarts.release();
  }
}

/** @returns what tells whether a piece of B lies between two of A, and A told of nothing else between these */
function enclosing(history: History, evidence: Evidence, times: SideTimes): (a: number, b: number) => boolean {
  const reportsOf = new Map<number, Reports>();
  return (a, b) => {
    const [node, epoch] = [evidence.node(b), evidence.epoch(b)];
    const until = evidence.until(epoch);
    for (let slot = evidence.begin(epoch); slot < until; slot++) {
      const piece = evidence.at(slot);
      if (evidence.node(piece) !== node) continue;
      const before = times.endBefore(a, evidence.start(piece));
      const after = times.startAfter(a, evidence.end(piece));
      if (!Number.isFinite(before) || !Number.isFinite(after)) continue;
      const reporter = evidence.node(a);
      let reports = reportsOf.get(reporter);
      if (!reports) {
        reports = new Reports(history, evidence, reporter);
        reportsOf.set(reporter, reports);
      }
      if (!reports.tellOfAnother(evidence.epoch(a), before, after)) return true;
    }
    return false;
  };
}
