// Pairs of sides that took writes in different histories: of many nodes, or epochs, there may be a million pairs.
import { Ends } from '../core/ends.ts';
import type { Names } from '../core/names.ts';
import type { Side } from './evidence.ts';

/** As a witness shows it. */
export interface ToldSplit {
  nodes: [string, string];
  epochs: [string, string];
  /** When the older side's last evidence ended, and the newer side's first one began. */
  atMs: [number, number];
  /** At least so long both took writes. */
  overlapMs: number;
}

export class Splits {
  readonly #ends = new Ends<{ older: Side; newer: Side }>();

  get length(): number {
    return this.#ends.length;
  }

  add(older: Side, newer: Side): void {
    this.#ends.add(newer.firstStart, () => ({ older, newer }));
  }

  /** @returns the first and the last 50, by when the newer side began. */
  told(names: Names): ToldSplit[] {
    return this.#ends.told().map(({ older, newer }) => ({
      nodes: [names.text(older.node), names.text(newer.node)],
      epochs: [names.text(older.epoch), names.text(newer.epoch)],
      atMs: [older.lastEnd, newer.firstStart],
      overlapMs: older.lastEnd - newer.firstStart,
    }));
  }
}
