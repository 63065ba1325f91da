// Idle is no outage: stretches in which no write was scheduled and none was in flight (docs/verdicts.md, `available`).

import { gather, NumberPool, release, rowsAmong } from '../core/columns.ts';
import { FAIL, type History } from '../core/history.ts';
import { ascendingOrder, isAscending, lowerBound, sortInPlace, upperBound } from '../core/sort.ts';

const LONG_MS = 1000;

export class IdleStretches {
  readonly #from: Float64Array;
  readonly #to: Float64Array;
  /** Sum of the lengths of the stretches before each one. */
  readonly #before: Float64Array;
  /** Invocations of writes that never completed, ascending: in flight until the end of the gap they fall into. */
  readonly #endless: Float64Array;
  readonly #longerThan: number;

  constructor({ ops, names }: History, rows: Uint32Array, scheduled: Float64Array, resolutionMs: number) {
    const notSent = names.find('NOT_SENT');
    const sent = rowsAmong(rows, (row) => !(ops.outcome[row] === FAIL && ops.code[row] === notSent));
    const isEndless = (row: number) => Number.isNaN(ops.completed[row] as number);
    this.#endless = sortInPlace(gather(ops.invoked, rowsAmong(sent, isEndless)));
    const done = rowsAmong(sent, (row) => !isEndless(row));
    const invoked = gather(ops.invoked, done);
    const order = isAscending(invoked) ? null : ascendingOrder(invoked);
    const inOrder = order ? gather(done, order) : done;
    release(invoked);
    this.#longerThan = Math.max(LONG_MS, 3 * resolutionMs);

    const from = new NumberPool();
    const to = new NumberPool();
    const before = new NumberPool();
    let total = 0;
    let busyUntil = Number.NEGATIVE_INFINITY;
    const busy = (start: number, end: number) => {
      if (start - busyUntil > this.#longerThan && busyUntil !== Number.NEGATIVE_INFINITY) {
        before.push(total);
        from.push(busyUntil);
        to.push(start);
        total += start - busyUntil;
      }
      busyUntil = Math.max(busyUntil, end);
    };
    for (let s = 0, f = 0; s < scheduled.length || f < inOrder.length; ) {
      const row = inOrder[f];
      const start = row === undefined ? Number.POSITIVE_INFINITY : (ops.invoked[row] as number);
      if (s < scheduled.length && (scheduled[s] as number) <= start) {
        busy(scheduled[s] as number, scheduled[s] as number);
        s++;
      } else {
        busy(start, Math.max(start, ops.completed[row as number] as number));
        f++;
      }
    }
    before.push(total);
    this.#from = from.slice();
    this.#to = to.slice();
    this.#before = before.slice();
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
