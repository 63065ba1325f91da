// Idle is no outage: stretches in which no write was scheduled and none was in flight (docs/verdicts.md, `available`).

import { NumberPool } from '../core/columns/columns.ts';
import { inOrderOf, lowerBound, sortInPlace, upperBound } from '../core/columns/sort.ts';
import { FAIL, type History } from '../core/history/history.ts';

const LONG_MS = 1000;

export class IdleStretches {
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  /** Sum of the lengths of the stretches before each one. */
  readonly #before: Float64Array;
  /** Invocations of writes that never completed, ascending: in flight until the end of the gap they fall into. */
  readonly #endless: Float64Array;
  readonly #longerThan: number;

  /** @param rows of the writes, ascending, so in the order of their completions. @param scheduled when each was, ascending */
  constructor({ ops, names }: History, rows: Uint32Array, scheduled: Float64Array, resolutionMs: number) {
    const notSent = names.find('NOT_SENT');
    const endless = new NumberPool();
    this.#longerThan = Math.max(LONG_MS, 3 * resolutionMs);
    const idle = new IdleBackwards(this.#longerThan);
    let next = scheduled.length - 1;
    const ordered = inOrderOfEnds(ops, rows);
    for (let i = ordered.length - 1; i >= 0; i--) {
      const row = ordered[i] as number;
      if (ops.outcome[row] === FAIL && ops.code[row] === notSent) continue;
      const start = ops.invoked[row] as number;
      const completed = ops.completed[row] as number;
      if (Number.isNaN(completed)) {
        endless.push(start);
        continue;
      }
      const end = completed > start ? completed : start;
      for (; next >= 0 && (scheduled[next] as number) > end; next--)
        idle.busy(scheduled[next] as number, scheduled[next] as number);
      idle.busy(start, end);
    }
    for (; next >= 0; next--) idle.busy(scheduled[next] as number, scheduled[next] as number);
    this.#endless = sortInPlace(endless.slice());
    this.#from = idle.from.slice().reverse();
    this.#to = idle.to.slice().reverse();
    this.#before = new Float64Array(this.#from.length + 1);
    for (let i = 0; i < this.#from.length; i++)
      this.#before[i + 1] = (this.#before[i] as number) + ((this.#to[i] as number) - (this.#from[i] as number));
  }

  /** @returns how much of the gap's part from `since` on is idle, ms. */
  withinMs(gapFrom: number, gapTo: number, since: number): number {
    const end = this.#busyFrom(gapFrom, gapTo);
    // Stretches that overlap the gap: the first and the last may reach beyond it.
    const first = upperBound(this.#to, gapFrom);
    const last = lowerBound(this.#from, end) - 1;
    if (last < first) return 0;
    let idle = 0;
    const add = (i: number) => {
      const from = Math.max(this.#from[i] as number, gapFrom);
      const to = Math.min(this.#to[i] as number, end);
      if (to - from > this.#longerThan) idle += Math.max(0, to - Math.max(from, since));
    };
    add(first);
    if (last > first) add(last);
    // Between these two lie whole stretches; at most one of them reaches over `since`.
    const whole = Math.max(first + 1, lowerBound(this.#from, since));
    if (whole - 1 > first && whole - 1 < last) add(whole - 1);
    if (whole < last) idle += (this.#before[last] as number) - (this.#before[whole] as number);
    return idle;
  }

  /** @returns the end of the idle stretch that the gap starts with, or null. */
  endOfFirst(gapFrom: number, gapTo: number): number | null {
    const first = upperBound(this.#to, gapFrom);
    const from = this.#from[first];
    if (from === undefined || from > gapFrom) return null;
    const to = Math.min(this.#to[first] as number, this.#busyFrom(gapFrom, gapTo));
    return to - gapFrom > this.#longerThan ? to : null;
  }

  /** The gap's end, or the invocation in it of a write that is in flight until that end. */
  #busyFrom(gapFrom: number, gapTo: number): number {
    const endless = this.#endless[lowerBound(this.#endless, gapFrom)];
    return endless === undefined ? gapTo : Math.min(gapTo, endless);
  }
}

/** Back from what ended last: what lies between the end of one and the starts of all that ended later is idle. */
class IdleBackwards {
  readonly from = new NumberPool();
  readonly to = new NumberPool();
  readonly #longerThan: number;
  #busyFrom = Number.POSITIVE_INFINITY;

  constructor(longerThan: number) {
    this.#longerThan = longerThan;
  }

  /** @param end not later than that of the one before */
  busy(start: number, end: number): void {
    const busyFrom = this.#busyFrom;
    if (busyFrom - end > this.#longerThan && busyFrom !== Number.POSITIVE_INFINITY) {
      this.from.push(end);
      this.to.push(busyFrom);
    }
    if (start < busyFrom) this.#busyFrom = start;
  }
}

/** Rows are in the order of their completions: that of their ends, but where one completed before it was invoked. */
function inOrderOfEnds({ invoked, completed }: History['ops'], rows: Uint32Array): Uint32Array {
  let i = 0;
  while (i < rows.length && !((completed[rows[i] as number] as number) < (invoked[rows[i] as number] as number))) i++;
  if (i === rows.length) return rows;
  const ends = completed.slice();
  for (const row of rows) if (!((ends[row] as number) >= (invoked[row] as number))) ends[row] = invoked[row] as number;
  return inOrderOf(ends, rows);
}
