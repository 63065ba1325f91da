// What the harness itself takes of the machine while its load runs: a drill that is busy with itself measures itself.
import { medianInPlace } from '../core/columns/sort.ts';
import type { Now } from './clock.ts';

export interface OwnCost {
  /** Processor time of the process that runs the drill, user and system, in percent of one core. */
  cpuPercent: number;
  /** The same in the median second: what it takes once it runs, without the first seconds' compiling, the fault and the heal. */
  medianCpuPercent: number;
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
  readonly #shares: number[] = [];
  #second: { atMs: number; cpuUs: number } | null = null;
  #from: { atMs: number; cpuUs: number } | null = null;
  #cost: OwnCost | null = null;

  constructor(now: Now, meter: Meter = THIS_PROCESS) {
    this.#now = now;
    this.#meter = meter;
  }

  /** The load begins. */
  begin(): void {
    this.#from = { atMs: this.#now(), cpuUs: this.#meter.cpuUs() };
    this.#second = this.#from;
  }

  /** To be called while the load runs, several times a second. */
  look(): void {
    const from = this.#second;
    if (from === null || this.#cost !== null) return;
    const atMs = this.#now();
    // It is called by a timer of half a second, which may be early.
    if (atMs - from.atMs < 950) return;
    const cpuUs = this.#meter.cpuUs();
    this.#shares.push(percent(cpuUs - from.cpuUs, atMs - from.atMs));
    this.#second = { atMs, cpuUs };
  }

  /** The load has ended. Only the first time counts. */
  end(): void {
    if (this.#from === null || this.#cost !== null) return;
    const overMs = this.#now() - this.#from.atMs;
    if (overMs <= 0) return;
    const cpuPercent = percent(this.#meter.cpuUs() - this.#from.cpuUs, overMs);
    const median = medianInPlace(Float64Array.from(this.#shares));
    this.#cost = {
      cpuPercent,
      medianCpuPercent: Number.isNaN(median) ? cpuPercent : Math.round(10 * median) / 10,
      overMs: Math.round(overMs),
      peakMiB: Math.round(this.#meter.peakKiB() / 1024),
    };
  }

  /** Null where no load ran to its end. */
  get cost(): OwnCost | null {
    return this.#cost;
  }
}

const percent = (cpuUs: number, overMs: number): number => Math.round(cpuUs / overMs) / 10;
