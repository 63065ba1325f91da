// Evidence that a node was writable: acknowledged writes, and canaries that were acknowledged (docs/verdicts.md,
// `no-split-brain`). There may be a million pieces, each in an epoch of its own.
import { release, rowsAmong, rowsWhere } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';
import { WRITABLE } from '../core/observations.ts';

/** All evidence of one node in one epoch. */
export interface Side {
  node: number;
  epoch: number;
  /** Its first piece, and how many there are. */
  place: number;
  count: number;
  firstStart: number;
  lastStart: number;
  firstEnd: number;
  lastEnd: number;
}

/**
 * Pieces of evidence, those of each epoch together. A piece is a row of the operations, or one of the observations, which
 * are numbered on. Of the cluster's nodes alone: what another one acknowledges is no word of this cluster.
 */
export class Evidence {
  /** Ids of the epochs that there is evidence in. */
  readonly epochs: Uint32Array;
  readonly #ops: History['ops'];
  readonly #seen: History['observations'];
  readonly #pieces: Uint32Array;
  /** Where those of each epoch end among the pieces, by its id; they begin where those of the id before end. */
  readonly #ends: Uint32Array;
  /** The sides in hand, by node. */
  readonly #sideOf = new Map<number, Side | undefined>();

  constructor({ run, ops, observations: seen, names }: History) {
    this.#ops = ops;
    this.#seen = seen;
    const nodes = new Set(run.nodes.map((node) => names.id(node)));
    const pieces = rowsWhere(ops.length + seen.length, (piece) => {
      const row = piece - ops.length;
      if (row >= 0) return seen.writable[row] === WRITABLE && nodes.has(seen.node[row] as number);
      return ops.write[piece] === 1 && ops.outcome[piece] === OK && nodes.has(ops.node[piece] as number);
    });
    [this.#pieces, this.#ends] = groupedBy(pieces, (piece) => this.epoch(piece), names.count);
    release(pieces);
    this.epochs = rowsWhere(names.count, (epoch) => this.#begin(epoch) < this.#endOf(epoch));
  }

  /** How many pieces there are. */
  get length(): number {
    return this.#pieces.length;
  }

  start(piece: number): number {
    const row = piece - this.#ops.length;
    return (row < 0 ? this.#ops.invoked[piece] : this.#seen.asked[row]) as number;
  }

  end(piece: number): number {
    const row = piece - this.#ops.length;
    return (row < 0 ? this.#ops.completed[piece] : this.#seen.at[row]) as number;
  }

  /** @returns each node's first piece. */
  firstPieces(): Map<number, number> {
    const firsts = new Map<number, number>();
    for (let i = 0; i < this.#pieces.length; i++) {
      const piece = this.#pieces[i] as number;
      const node = this.node(piece);
      if (piece < (firsts.get(node) ?? Number.POSITIVE_INFINITY)) firsts.set(node, piece);
    }
    return firsts;
  }

  node(piece: number): number {
    const row = piece - this.#ops.length;
    return (row < 0 ? this.#ops.node[piece] : this.#seen.node[row]) as number;
  }

  epoch(piece: number): number {
    const row = piece - this.#ops.length;
    return (row < 0 ? this.#ops.epoch[piece] : this.#seen.epoch[row]) as number;
  }

  /** How many pieces there are in the epoch. */
  countIn(epoch: number): number {
    return this.#endOf(epoch) - this.#begin(epoch);
  }

  /** @returns the sides of the nodes that have evidence in the epoch, in the order of their first pieces. */
  sidesIn(epoch: number): Side[] {
    const sides: Side[] = [];
    let side: Side | undefined;
    const end = this.#endOf(epoch);
    for (let i = this.#begin(epoch); i < end; i++) {
      const piece = this.#pieces[i] as number;
      const node = this.node(piece);
      // Most pieces are of the same side as the one before.
      if (side?.node !== node) side = this.#sideOf.get(node);
      if (!side) {
        side = this.#emptySide(piece);
        this.#sideOf.set(node, side);
        sides.push(side);
      }
      this.#widen(side, piece);
    }
    for (const { node } of sides) this.#sideOf.set(node, undefined);
    return sides;
  }

  /**
   * @param pieces the epochs of fewer pieces have none that fits
   * @returns the places of the sides that fit, ascending. An object of each, where there are a million, would take gigabytes.
   */
  placesWhere(pieces: number, fits: (side: Side) => boolean): Uint32Array {
    const isFitting = new Uint8Array(this.#ops.length + this.#seen.length);
    for (let i = 0; i < this.epochs.length; i++) {
      const epoch = this.epochs[i] as number;
      if (this.countIn(epoch) < pieces) continue;
      for (const side of this.sidesIn(epoch)) if (fits(side)) isFitting[side.place] = 1;
    }
    const places = rowsWhere(isFitting.length, (piece) => isFitting[piece] === 1);
    release(isFitting);
    return places;
  }

  /** @returns the side whose first piece this is. */
  sideAt(place: number): Side {
    const side = this.#emptySide(place);
    this.forEachOf(side, (piece) => this.#widen(side, piece));
    return side;
  }

  /** Calls `each` with the side's pieces, ascending. */
  forEachOf(side: Side, each: (piece: number) => void): void {
    this.someOf(side, (piece) => {
      each(piece);
      return false;
    });
  }

  /** @returns whether one of the side's pieces fits. Of a million sides no array each is made. */
  someOf({ node, epoch }: Side, fits: (piece: number) => boolean): boolean {
    const end = this.#endOf(epoch);
    for (let i = this.#begin(epoch); i < end; i++) {
      const piece = this.#pieces[i] as number;
      if (this.node(piece) === node && fits(piece)) return true;
    }
    return false;
  }

  /** @returns the side's pieces, ascending. */
  piecesOf({ node, epoch }: Side): Uint32Array {
    const inEpoch = this.#pieces.subarray(this.#begin(epoch), this.#endOf(epoch));
    return rowsAmong(inEpoch, (piece) => this.node(piece) === node);
  }

  /** Nobody looks at it any more. */
  release(): void {
    release(this.epochs, this.#pieces, this.#ends);
  }

  /** The side that the piece is of, as wide as the piece, of which none is counted yet. */
  #emptySide(place: number): Side {
    const [node, epoch, start, end] = [this.node(place), this.epoch(place), this.start(place), this.end(place)];
    return { node, epoch, place, count: 0, firstStart: start, lastStart: start, firstEnd: end, lastEnd: end };
  }

  #widen(side: Side, piece: number): void {
    const [start, end] = [this.start(piece), this.end(piece)];
    side.count++;
    if (start < side.firstStart) side.firstStart = start;
    if (start > side.lastStart) side.lastStart = start;
    if (end < side.firstEnd) side.firstEnd = end;
    if (end > side.lastEnd) side.lastEnd = end;
  }

  #begin(epoch: number): number {
    return this.#ends[epoch - 1] as number;
  }

  #endOf(epoch: number): number {
    return this.#ends[epoch] as number;
  }
}

/** @returns the pieces by key, ascending within each; and where those of each key end. @param keys more than every key */
function groupedBy(pieces: Uint32Array, keyOf: (piece: number) => number, keys: number): [Uint32Array, Uint32Array] {
  const ends = new Uint32Array(keys);
  for (let i = 0; i < pieces.length; i++) {
    const key = keyOf(pieces[i] as number);
    ends[key] = (ends[key] as number) + 1;
  }
  let begin = 0;
  for (let key = 0; key < keys; key++) {
    const count = ends[key] as number;
    ends[key] = begin;
    begin += count;
  }
  // Where each key's begin moves on with each of its pieces, to where they end.
  const grouped = new Uint32Array(pieces.length);
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] as number;
    const key = keyOf(piece);
    const place = ends[key] as number;
    grouped[place] = piece;
    ends[key] = place + 1;
  }
  return [grouped, ends];
}
