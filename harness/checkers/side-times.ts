// When a side took writes, as another side's piece of evidence is held against it.
import { lowerBound, sortInPlace, upperBound } from '../core/sort.ts';
import type { Evidence, Side } from './evidence.ts';

export interface SideTimes {
  /** @returns the last end of a piece before then, ms; minus infinity where there is none */
  endBefore(atMs: number): number;
  /** @returns the first start of a piece after then, ms; infinity where there is none */
  startAfter(atMs: number): number;
}

/** Looks at each piece of the epoch. */
export class FewTimes implements SideTimes {
  readonly #evidence: Evidence;
  readonly #side: Side;

  constructor(evidence: Evidence, side: Side) {
    this.#evidence = evidence;
    this.#side = side;
  }

  endBefore(atMs: number): number {
    let last = Number.NEGATIVE_INFINITY;
    this.#evidence.forEachOf(this.#side, (piece) => {
      const end = this.#evidence.end(piece);
      if (end < atMs && end > last) last = end;
    });
    return last;
  }

  startAfter(atMs: number): number {
    let first = Number.POSITIVE_INFINITY;
    this.#evidence.forEachOf(this.#side, (piece) => {
      const start = this.#evidence.start(piece);
      if (start > atMs && start < first) first = start;
    });
    return first;
  }
}

/** Searches among all ends and all starts. */
export class SortedTimes implements SideTimes {
  readonly #starts: Float64Array;
  readonly #ends: Float64Array;

  constructor(evidence: Evidence, side: Side) {
    const pieces = evidence.piecesOf(side);
    const starts = new Float64Array(pieces.length);
    const ends = new Float64Array(pieces.length);
    for (let i = 0; i < pieces.length; i++) {
      starts[i] = evidence.start(pieces[i] as number);
      ends[i] = evidence.end(pieces[i] as number);
    }
    this.#starts = sortInPlace(starts);
    this.#ends = sortInPlace(ends);
  }

  endBefore(atMs: number): number {
    return this.#ends[lowerBound(this.#ends, atMs) - 1] ?? Number.NEGATIVE_INFINITY;
  }

  startAfter(atMs: number): number {
    return this.#starts[upperBound(this.#starts, atMs)] ?? Number.POSITIVE_INFINITY;
  }
}
