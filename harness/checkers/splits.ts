// Pairs of sides that took writes in different histories: of many nodes, or epochs, there may be a million pairs.
import { Ends } from '../core/columns/ends.ts';
import type { Names } from '../core/names/names.ts';
import type { Evidence } from './evidence.ts';
import type { Sides } from './sides.ts';

/** As a witness shows it. */
export interface ToldSplit {
  nodes: [string, string];
  epochs: [string, string];
  /** When the older side's last evidence ended, and the newer side's first one began. */
  atMs: [number, number];
  /** From the second of these to the first. Within it the newer side may have stopped before, or the older one begun later. */
  overlapMs: number;
}

/** Of sides their first pieces, which tell node and epoch. */
interface Split {
  older: number;
  olderEnd: number;
  newer: number;
  newerStart: number;
}

export class Splits {
  /** Of the splits that are added: of several whose newer sides began at one moment, those of the lowest rank are told first. */
  rank = 0;
  readonly #ends = new Ends<Split>();

  get length(): number {
    return this.#ends.length;
  }

  /** @param older, newer the first pieces of the two sides. @param olderEnd of the last evidence. @param newerStart of the first */
  add(older: number, olderEnd: number, newer: number, newerStart: number): void {
    // What is told of a split takes room, and of a million hardly any is told.
    if (this.#ends.mayBeFirst(newerStart, this.rank) || this.#ends.mayBeLast(newerStart, this.rank))
      this.#keep({ older, olderEnd, newer, newerStart });
    else this.#ends.leaveOut(1);
  }

  /** Adds two of the sides: the older one is that whose first evidence started first; if both did at once, the first of the two. */
  addSides(sides: Sides, one: number, other: number): void {
    const isInOrder = (sides.firstStart[one] as number) <= (sides.firstStart[other] as number);
    const [older, newer] = isInOrder ? [one, other] : [other, one];
    const [end, start] = [sides.lastEnd[older] as number, sides.firstStart[newer] as number];
    this.add(sides.place[older] as number, end, sides.place[newer] as number, start);
  }

  /** @returns of splits whose newer sides began within the times: whether one may be among the first that are told, and the last. */
  mayTell(fromMs: number, toMs: number): [amongFirst: boolean, amongLast: boolean] {
    return [this.#ends.mayBeFirst(fromMs, this.rank), this.#ends.mayBeLast(toMs, this.rank)];
  }

  /** Counts so many more, none of which would be told. */
  count(more: number): void {
    this.#ends.leaveOut(more);
  }

  #keep(split: Split): void {
    this.#ends.add(split.newerStart, () => split, this.rank);
  }

  /** @returns the first and the last 50, by when the newer side began. */
  told(names: Names, evidence: Evidence): ToldSplit[] {
    return this.#ends.told().map(({ older, olderEnd, newer, newerStart }) => ({
      nodes: [names.text(evidence.node(older)), names.text(evidence.node(newer))],
      epochs: [names.text(evidence.epoch(older)), names.text(evidence.epoch(newer))],
      atMs: [olderEnd, newerStart],
      overlapMs: olderEnd - newerStart,
    }));
  }
}
