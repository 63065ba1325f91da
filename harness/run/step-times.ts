// Where a run's time went: what its fault takes by nature, and what the harness adds.
import type { Now } from './clock.ts';
import type { Step } from './events.ts';

/** The scenario's own time: steady writes, waiting for the moment, the fault, the recovery that is being measured. */
const INHERENT: ReadonlySet<Step> = new Set<Step>([
  'steady',
  'backup',
  'align',
  'inject',
  'recovery',
  'restore',
  'healthy',
]);

export class StepTimes {
  #spent = new Map<Step, number>();
  #present: { step: Step; fromMs: number } | null = null;
  #now: Now;

  constructor(now: Now) {
    this.#now = now;
  }

  /** Ends the present step and begins another one. */
  begin(step: Step): void {
    this.#add();
    this.#present = { step, fromMs: this.#now() };
  }

  #add(): void {
    if (!this.#present) return;
    const { step, fromMs } = this.#present;
    this.#spent.set(step, (this.#spent.get(step) ?? 0) + this.#now() - fromMs);
    this.#present.fromMs = this.#now();
  }

  /** @returns the steps that are the harness's own doing, in their order, ms. */
  spent(): { name: string; ms: number }[] {
    this.#add();
    return [...this.#spent].filter(([step]) => !INHERENT.has(step)).map(([name, ms]) => ({ name, ms: Math.round(ms) }));
  }
}
