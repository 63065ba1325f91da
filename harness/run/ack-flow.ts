// Do acknowledged writes flow? A stretch flows while no two acknowledgements in it are further apart than a second.

/** What the judge calls an outage worth a second look (docs/verdicts.md, `available`): longer than this. */
const BROKEN_AFTER_MS = 1000;

/** Longer than a commit takes: whoever looks for what stopped the writes begins to. */
const FLOWING_MS = 100;

export class AckFlow {
  #stretchStart: number | null = null;
  #last: number | null = null;

  /** One acknowledgement, in order of time. */
  ack(atMs: number): void {
    if (this.#last === null || atMs - this.#last > BROKEN_AFTER_MS) this.#stretchStart = atMs;
    this.#last = Math.max(atMs, this.#last ?? atMs);
  }

  /** @returns for how long writes had been flowing at `nowMs`, not counting what came before `sinceMs`; 0 when broken. */
  flowedForMs(nowMs: number, sinceMs: number): number {
    if (this.#last === null || this.#stretchStart === null || nowMs - this.#last > BROKEN_AFTER_MS) return 0;
    return Math.max(0, this.#last - Math.max(this.#stretchStart, sinceMs));
  }

  /** @returns whether there was an acknowledgement just now, and had been for more than a second. */
  isFlowing(nowMs: number): boolean {
    if (this.#last === null || this.#stretchStart === null) return false;
    return nowMs - this.#last < FLOWING_MS && this.#last - this.#stretchStart > BROKEN_AFTER_MS;
  }

  /** @returns since when nothing was acknowledged, ms. */
  gapMs(nowMs: number): number {
    return nowMs - (this.#last ?? 0);
  }
}
