// Sides: all evidence of one node in one epoch. There may be a million of them, so they are rows of columns, not objects.
import { release, reorderTable } from '../core/columns/columns.ts';
import { ascendingOrder, isAscending } from '../core/columns/sort.ts';
import type { Evidence } from './evidence.ts';

export class Sides {
  length = 0;
  /** The first piece: it tells the node and the epoch. */
  place: Uint32Array;
  /** How many pieces there are. */
  count: Uint32Array;
  firstStart: Float64Array;
  lastStart: Float64Array;
  firstEnd: Float64Array;
  lastEnd: Float64Array;
  readonly #evidence: Evidence;
  /** By node: its side, if it has one in the epoch in hand. */
  readonly #sideOf: Uint32Array;

  /** None yet. There is room for all that the evidence may have, which costs nothing before it is used. */
  constructor(evidence: Evidence) {
    const most = evidence.length;
    this.#evidence = evidence;
    this.#sideOf = new Uint32Array(evidence.lastNode + 1);
    this.place = new Uint32Array(most);
    this.count = new Uint32Array(most);
    this.firstStart = new Float64Array(most);
    this.lastStart = new Float64Array(most);
    this.firstEnd = new Float64Array(most);
    this.lastEnd = new Float64Array(most);
  }

  /**
   * @param pieces the epochs of fewer pieces have none that fits
   * @returns the sides that fit, in the order of the column; no more can be added.
   */
  static where(
    evidence: Evidence,
    { pieces, by }: { pieces: number; by: 'place' | 'firstEnd' },
    fits: (all: Sides, side: number) => boolean,
  ): Sides {
    const sides = new Sides(evidence);
    for (let epoch = 1; epoch < evidence.epochIds; epoch++) {
      if (evidence.countIn(epoch) < pieces) continue;
      const from = sides.length;
      sides.addIn(epoch);
      sides.#keep(from, fits);
    }
    sides.#sortBy(by);
    for (const name of COLUMNS) (sides[name] as Column) = sides[name].subarray(0, sides.length);
    return sides;
  }

  /** Adds the sides of the nodes that have evidence in the epoch, in the order of their first pieces. */
  addIn(epoch: number): void {
    const evidence = this.#evidence;
    const from = this.length;
    const until = evidence.until(epoch);
    for (let slot = evidence.begin(epoch); slot < until; slot++) {
      const piece = evidence.at(slot);
      const node = evidence.node(piece);
      const side = this.#sideOf[node] as number;
      // What was noted for another epoch is no side of this one, or another node's.
      if (side >= from && side < this.length && this.node(side) === node) this.#widen(side, piece);
      else this.#sideOf[node] = this.#push(piece);
    }
  }

  node(side: number): number {
    return this.#evidence.node(this.place[side] as number);
  }

  /** Room for others. */
  clear(): void {
    this.length = 0;
  }

  /** Nobody looks at these columns any more. */
  release(...names: readonly (typeof COLUMNS)[number][]): void {
    for (const name of names) if (this[name].buffer.byteLength > 0) release(this[name]);
  }

  /** Nobody looks at them any more. */
  releaseAll(): void {
    this.release(...COLUMNS);
  }

  #push(piece: number): number {
    const side = this.length++;
    this.place[side] = piece;
    this.count[side] = 1;
    this.firstStart[side] = this.lastStart[side] = this.#evidence.start(piece);
    this.firstEnd[side] = this.lastEnd[side] = this.#evidence.end(piece);
    return side;
  }

  #widen(side: number, piece: number): void {
    const [start, end] = [this.#evidence.start(piece), this.#evidence.end(piece)];
    this.count[side] = (this.count[side] as number) + 1;
    if (start < (this.firstStart[side] as number)) this.firstStart[side] = start;
    if (start > (this.lastStart[side] as number)) this.lastStart[side] = start;
    if (end < (this.firstEnd[side] as number)) this.firstEnd[side] = end;
    if (end > (this.lastEnd[side] as number)) this.lastEnd[side] = end;
  }

  /** Of those from there on only the ones that fit stay. */
  #keep(from: number, fits: (all: Sides, side: number) => boolean): void {
    let kept = from;
    for (let side = from; side < this.length; side++) {
      if (!fits(this, side)) continue;
      if (kept < side) for (const name of COLUMNS) this[name][kept] = this[name][side] as number;
      kept++;
    }
    this.length = kept;
  }

  #sortBy(name: 'place' | 'firstEnd'): void {
    const keys = new Float64Array(this.length);
    keys.set(this[name].subarray(0, this.length));
    if (!isAscending(keys)) {
      const order = ascendingOrder(keys);
      reorderTable(this, COLUMNS, order);
      release(order);
    }
    release(keys);
  }
}

const COLUMNS = ['place', 'count', 'firstStart', 'lastStart', 'firstEnd', 'lastEnd'] as const;
type Column = Float64Array | Uint32Array;
