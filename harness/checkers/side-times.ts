// When sides took writes, as another side's piece of evidence is held against one.
import { lowerBound, sortInPlace, upperBound } from '../core/columns/sort.ts';
import type { Evidence } from './evidence.ts';

/** Of a side in an epoch with fewer pieces each piece is looked at: of half a million such sides nothing is kept. */
const FEW_PIECES = 64;

/** A side is named by its first piece. */
export class SideTimes {
  readonly #evidence: Evidence;
  readonly #few: number;
  /** Of sides in epochs with many pieces, by place. */
  readonly #sorted = new Map<number, { starts: Float64Array; ends: Float64Array }>();

  /** @param few an epoch with as many pieces has many */
  constructor(evidence: Evidence, few = FEW_PIECES) {
    this.#evidence = evidence;
    this.#few = few;
  }

  /** @returns the last end of a piece of the side before then, ms; minus infinity where there is none */
  endBefore(place: number, atMs: number): number {
    const evidence = this.#evidence;
    const [node, epoch] = [evidence.node(place), evidence.epoch(place)];
    if (evidence.countIn(epoch) >= this.#few) {
      const { ends } = this.#sortedOf(place);
      return ends[lowerBound(ends, atMs) - 1] ?? Number.NEGATIVE_INFINITY;
    }
    let last = Number.NEGATIVE_INFINITY;
    const until = evidence.until(epoch);
    for (let slot = evidence.begin(epoch); slot < until; slot++) {
      const piece = evidence.at(slot);
      if (evidence.node(piece) !== node) continue;
      const end = evidence.end(piece);
      if (end < atMs && end > last) last = end;
    }
    return last;
  }

  /** @returns the last end of all pieces of the side */
  lastEnd(place: number): number {
    return this.endBefore(place, Number.POSITIVE_INFINITY);
  }

  /** @returns the first start of a piece of the side after then, ms; infinity where there is none */
  startAfter(place: number, atMs: number): number {
    const evidence = this.#evidence;
    const [node, epoch] = [evidence.node(place), evidence.epoch(place)];
    if (evidence.countIn(epoch) >= this.#few) {
      const { starts } = this.#sortedOf(place);
      return starts[upperBound(starts, atMs)] ?? Number.POSITIVE_INFINITY;
    }
    let first = Number.POSITIVE_INFINITY;
    const until = evidence.until(epoch);
    for (let slot = evidence.begin(epoch); slot < until; slot++) {
      const piece = evidence.at(slot);
      if (evidence.node(piece) !== node) continue;
      const start = evidence.start(piece);
      if (start > atMs && start < first) first = start;
    }
    return first;
  }

  #sortedOf(place: number): { starts: Float64Array; ends: Float64Array } {
    const known = this.#sorted.get(place);
    if (known) return known;
    const pieces = this.#evidence.piecesOf(place);
    const starts = new Float64Array(pieces.length);
    const ends = new Float64Array(pieces.length);
    for (let i = 0; i < pieces.length; i++) {
      starts[i] = this.#evidence.start(pieces[i] as number);
      ends[i] = this.#evidence.end(pieces[i] as number);
    }
    const made = { starts: sortInPlace(starts), ends: sortInPlace(ends) };
    this.#sorted.set(place, made);
    return made;
  }
}
