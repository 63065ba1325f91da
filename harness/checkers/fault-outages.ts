// The outages that faults caused: which gap belongs to which fault, and of each fault the longest (docs/verdicts.md,
// `failover-within`).
import { gather } from '../core/columns/columns.ts';
import { upperBoundNear } from '../core/columns/sort.ts';
import type { Faults } from '../core/history/faults.ts';
import type { History } from '../core/history/history.ts';
import { MadeList } from '../core/made-list.ts';
import type { Names } from '../core/names/names.ts';
import type { Outages } from './outages.ts';

const LONG_MS = 1000;

/** A fault and its longest gap; null where it has none. */
export interface Rto {
  name: string;
  rtoMs: number | null;
  from: number | null;
  to: number | null;
}

/**
 * Faults in the order of their injections; of several at one moment in that of their names. Verdicts hold on to this:
 * it holds on to nothing that is as long as the history.
 */
export class FaultOutages {
  readonly count: number;
  readonly injections: Float64Array;
  /** Of the open gap; 0 where there is none. */
  openMs = 0;
  readonly #faults: Faults;
  readonly #names: Names;
  readonly #rows: Uint32Array;
  /** The longest gaps: their lengths, and where they lie. NaN where a fault has none. */
  readonly #rtoMs: Float64Array;
  readonly #from: Float64Array;
  readonly #to: Float64Array;

  constructor({ faults, names }: History, outages: Outages) {
    this.#faults = faults;
    this.#names = names;
    this.#rows = faults.byInjectionAndName(names);
    this.count = this.#rows.length;
    this.injections = gather(faults.injected, this.#rows);
    const none = () => new Float64Array(this.count).fill(Number.NaN);
    [this.#rtoMs, this.#from, this.#to] = [none(), none(), none()];
    const first = this.injections[0] ?? Number.POSITIVE_INFINITY;
    let next = 0;
    outages.forEachGap((from, to, open) => {
      if (open) this.openMs = outages.lengthMs(from, to);
      if (!(to > first)) return;
      next = upperBoundNear(this.injections, from, next);
      this.#add(this.#faultOf(outages, next, from, to), outages, from, to);
    });
  }

  /** @returns whether a gap belongs to the fault. */
  has(fault: number): boolean {
    return !Number.isNaN(this.#from[fault] as number);
  }

  /** @returns the length of its longest gap, ms; NaN where it has none. */
  rtoMs(fault: number): number {
    return this.#rtoMs[fault] as number;
  }

  /** @returns the shortest outage that its settings permit, ms; NaN where none must follow. */
  leastMs(fault: number): number {
    return this.#faults.leastRto[this.#rows[fault] as number] as number;
  }

  /** The longest of all, ms; null where there is none. */
  longestMs(): number | null {
    let longest: number | null = null;
    for (let i = 0; i < this.count; i++)
      if (this.has(i)) longest = Math.max(longest ?? Number.NEGATIVE_INFINITY, this.rtoMs(i));
    return longest;
  }

  /** @returns the fault in words and numbers. */
  told(fault: number): Rto {
    const name = this.#names.text(this.#faults.name[this.#rows[fault] as number] as number);
    if (!this.has(fault)) return { name, rtoMs: null, from: null, to: null };
    const [from, to] = [this.#from[fault] as number, this.#to[fault] as number];
    return { name, rtoMs: this.rtoMs(fault), from, to };
  }

  /** All of them, in their order. */
  allTold(): MadeList<Rto> {
    return new MadeList(this.count, (fault) => this.told(fault));
  }

  #add(fault: number, outages: Outages, from: number, to: number): void {
    const since = Math.max(from, this.injections[fault] as number);
    const most = this.rtoMs(fault);
    if (this.has(fault) && to - since <= most) return;
    const rtoMs = outages.lengthMs(from, to, since);
    if (this.has(fault) && !(rtoMs > most)) return;
    this.#rtoMs[fault] = rtoMs;
    this.#from[fault] = since;
    this.#to[fault] = to;
  }

  /**
   * To which fault a gap belongs.
   * @param next the first one injected after the gap's start
   */
  #faultOf(outages: Outages, next: number, from: number, to: number): number {
    const injected = this.injections[next];
    if (injected !== undefined && injected < to) {
      const slackMs = Math.max(LONG_MS, 3 * outages.resolutionMs);
      if (injected <= from + slackMs || next === 0) return next;
      const idleEnd = outages.idle.endOfFirst(from, to);
      if (idleEnd !== null && injected <= idleEnd + slackMs) return next;
    }
    return next - 1;
  }
}
