// What the harness itself takes of the machine while its load runs: a drill that is busy with itself measures itself.
import type { Now } from './clock.ts';

export interface OwnCost {
  /** Processor time of the process that runs the drill, user and system, in percent of one core. */
  cpuPercent: number;
  /** For so long: from the first operation until the last one was settled, ms. */
  overMs: number;
  /** The most memory that the process ever held (resident set), MiB. */
  peakMiB: number;
}

/** What the system says of this process; a test brings its own. */
export interface Meter {
  /** User and system time so far, µs. */
  cpuUs(): number;
  peakKiB(): number;
}

const THIS_PROCESS: Meter = {
  cpuUs: () => {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
  peakKiB: () => process.resourceUsage().maxRSS,
};

export class CostMeter {
  readonly #now: Now;
  readonly #meter: Meter;
  #from: { atMs: number; cpuUs: number } | null = null;
  #cost: OwnCost | null = null;

  constructor(now: Now, meter: Meter = THIS_PROCESS) {
    this.#now = now;
    this.#meter = meter;
  }

  /** The load begins. */
  begin(): void {
    this.#from = { atMs: this.#now(), cpuUs: this.#meter.cpuUs() };
  }

  /** The load has ended. Only the first time counts. */
  end(): void {
    if (this.#from === null || this.#cost !== null) return;
    const overMs = this.#now() - this.#from.atMs;
    if (overMs <= 0) return;
    const cpuMs = (this.#meter.cpuUs() - this.#from.cpuUs) / 1000;
    this.#cost = {
      cpuPercent: Math.round((cpuMs / overMs) * 1000) / 10,
      overMs: Math.round(overMs),
      peakMiB: Math.round(this.#meter.peakKiB() / 1024),
    };
  }

  /** Null where no load ran to its end. */
  get cost(): OwnCost | null {
    return this.#cost;
  }
}
