// The operations that are due, in the order of their schedule: handed to free clients, or given up when they waited
// too long. Pure: the caller brings the clock.
import { dueAtMs, dueBy } from './add-to-set.ts';

/**
 * How long a due operation waits for a free client before it is given up as `NOT_SENT`, ms. The judge asks of the writes
 * scheduled within 1 s after an acknowledgement that they are answered within 2 s after it (docs/verdicts.md,
 * `available`): one that waits longer than 2 s - 1 s could not count, so keeping it would only lengthen the queue that
 * the recovered service meets. At 200/s this is 200 operations, which 8 clients work off in about 0.1 s.
 */
export const GIVEN_UP_AFTER_MS = 1000;

/**
 * Operations that fall due within so long are sent in one wake-up, ms: waking the process costs more processor time (0.12 ms
 * measured) than writing further statements. At 200/s, one every 5 ms, four go together and the first is 15 ms late at most,
 * which its `invoked` shows beside its `scheduled`: an RTO of seconds is known no worse for it, and the harness takes a fifth less
 * of a core than with 10 ms here. An answer that arrives in between sends only what waited for its client: where it also sent what
 * had fallen due, each answer sent one, and that one's answer the next, so that hardly any two went together.
 */
export const SENT_TOGETHER_MS = 20;

export interface Due {
  /** 0, 1, … in the order of the schedule. */
  n: number;
  scheduledAtMs: number;
}

export class Backlog {
  readonly #startMs: number;
  readonly #ratePerSecond: number;
  /** So many operations a wake-up. */
  readonly #together: number;
  /** Operations before this one were scheduled. */
  #scheduled = 0;
  /** Operations before this one were handed out or given up. */
  #settled = 0;

  constructor(startMs: number, ratePerSecond: number) {
    this.#startMs = startMs;
    this.#ratePerSecond = ratePerSecond;
    this.#together = Math.max(1, Math.floor((ratePerSecond * SENT_TOGETHER_MS) / 1000));
  }

  /** Schedules what is due by now. */
  schedule(nowMs: number): void {
    this.#scheduled = Math.max(this.#scheduled, dueBy(nowMs - this.#startMs, this.#ratePerSecond));
  }

  /** @returns the operations that waited longer than GIVEN_UP_AFTER_MS; they are no longer in the backlog. */
  givenUp(nowMs: number): Due[] {
    const late: Due[] = [];
    for (let first = this.#first(); first !== null; first = this.#first()) {
      if (nowMs - first.scheduledAtMs <= GIVEN_UP_AFTER_MS) break;
      late.push(first);
      this.#settled++;
    }
    return late;
  }

  /** @returns the operation that has waited longest; it is no longer in the backlog. Null when none waits. */
  take(): Due | null {
    const first = this.#first();
    if (first !== null) this.#settled++;
    return first;
  }

  get empty(): boolean {
    return this.#settled === this.#scheduled;
  }

  /**
   * When the next wake-up is worth it: the operations that are sent together are due, or (`scheduling` false: only) one is
   * given up.
   */
  nextAtMs(scheduling: boolean): number {
    const due = scheduling ? this.#at(this.#scheduled + this.#together - 1) : Number.POSITIVE_INFINITY;
    const first = this.#first();
    // Just past the bound: at the bound itself nothing is given up yet.
    return first === null ? due : Math.min(due, first.scheduledAtMs + GIVEN_UP_AFTER_MS + 1);
  }

  #first(): Due | null {
    return this.empty ? null : { n: this.#settled, scheduledAtMs: this.#at(this.#settled) };
  }

  #at(n: number): number {
    return this.#startMs + dueAtMs(n, this.#ratePerSecond);
  }
}
