// PostgreSQL: of the evidence on timelines above one, which ended first. It is one of those that ended on a greater timeline than
// all that had ended before: these are few where timelines are in no order, and each is found in the order of time.
import { NumberPool, release } from '../core/columns/columns.ts';
import { upperBound } from '../core/columns/sort.ts';
import type { Evidence } from './evidence.ts';

export class EndedFirst {
  readonly #evidence: Evidence;
  /** Of each such piece its timeline, rising as their ends do, and the piece. */
  readonly #timelines = new NumberPool();
  readonly #pieces = new NumberPool();
  /** When the first evidence of its side began, and the side's first piece, from 1 on: 0 where nobody asked. */
  readonly #starts: Float64Array;
  readonly #firsts: Uint32Array;

  /** @param timelines by the ids of epochs */
  constructor(evidence: Evidence, timelines: Float64Array) {
    this.#evidence = evidence;
    let greatest = Number.NEGATIVE_INFINITY;
    evidence.forEachByEnd((piece) => {
      const timeline = timelines[evidence.epoch(piece)] as number;
      if (!(timeline > greatest)) return;
      greatest = timeline;
      // Of several that ended at one moment it is the one on the greatest timeline.
      const last = this.#pieces.length - 1;
      if (last >= 0 && evidence.end(this.#pieces.values[last] as number) === evidence.end(piece))
        this.#timelines.length = this.#pieces.length = last;
      this.#timelines.push(timeline);
      this.#pieces.push(piece);
    });
    this.#starts = new Float64Array(this.#pieces.length);
    this.#firsts = new Uint32Array(this.#pieces.length);
  }

  /** @returns the place of the one that ended first above the timeline; no place, their number, where nothing is above */
  above(timeline: number): number {
    return upperBound(this.#timelines.values, timeline, 0, this.#timelines.length);
  }

  /** @returns when it ended, ms; infinity at no place */
  end(place: number): number {
    if (place === this.#pieces.length) return Number.POSITIVE_INFINITY;
    return this.#evidence.end(this.#pieces.values[place] as number);
  }

  /** @returns when the first evidence of its node on its timeline began, ms */
  start(place: number): number {
    if (this.#firsts[place] === 0) this.#ask(place);
    return this.#starts[place] as number;
  }

  /** @returns the first piece of its node on its timeline */
  first(place: number): number {
    if (this.#firsts[place] === 0) this.#ask(place);
    return (this.#firsts[place] as number) - 1;
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#timelines.values, this.#pieces.values, this.#starts, this.#firsts);
  }

  #ask(place: number): void {
    const pieces = this.#evidence.piecesOf(this.#pieces.values[place] as number);
    let start = Number.POSITIVE_INFINITY;
    for (let i = 0; i < pieces.length; i++) start = Math.min(start, this.#evidence.start(pieces[i] as number));
    this.#starts[place] = start;
    this.#firsts[place] = (pieces[0] as number) + 1;
  }
}
