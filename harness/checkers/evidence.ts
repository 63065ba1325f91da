// Evidence that a node was writable: acknowledged writes, and canaries that were acknowledged (docs/verdicts.md,
// `no-split-brain`). There may be a million pieces, each in an epoch of its own.
import { rowsAmong } from '../core/columns/columns.ts';
import { RowsByKey } from '../core/columns/rows-by-key.ts';
import { type History, isNode, OK } from '../core/history/history.ts';
import { WRITABLE } from '../core/history/observations.ts';

/**
 * Pieces of evidence, those of each epoch together. A piece is a row of the operations, or one of the observations, which
 * are numbered on. Of the cluster's nodes alone: what another one acknowledges is no word of this cluster.
 */
export class Evidence {
  /** The cluster's nodes are the names from 1 to this one: there is evidence of no others. */
  readonly lastNode: number;
  readonly #ops: History['ops'];
  readonly #seen: History['observations'];
  /** More than each epoch's id. There are other names below it: these have no pieces. */
  readonly epochIds: number;
  /** By the epoch. */
  readonly #pieces: RowsByKey;

  constructor({ lastNode, ops, observations: seen, names }: History) {
    this.#ops = ops;
    this.#seen = seen;
    this.lastNode = lastNode;
    this.epochIds = names.count;
    const epochOf = (row: number) => (this.#isPiece(row) ? this.epoch(row) : this.epochIds);
    this.#pieces = new RowsByKey(ops.length + seen.length, epochOf, this.epochIds - 1);
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

  /** The operations are in the order of their completions, the observations in that of their answers. */
  forEachByEnd(visit: (piece: number) => void): void {
    const all = this.#ops.length + this.#seen.length;
    let [piece, row] = [0, this.#ops.length];
    while (piece < this.#ops.length || row < all) {
      const isFirst = piece < this.#ops.length && !(row < all && this.end(row) < this.end(piece));
      const next = isFirst ? piece++ : row++;
      if (this.#isPiece(next)) visit(next);
    }
  }

  /** @returns each node's first piece, by its id. */
  firstPieces(): Float64Array {
    const firsts = new Float64Array(this.lastNode + 1).fill(Number.POSITIVE_INFINITY);
    for (let i = 0; i < this.#pieces.length; i++) {
      const piece = this.#pieces.at(i);
      const node = this.node(piece);
      if (piece < (firsts[node] as number)) firsts[node] = piece;
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

  // The pieces of an epoch, ascending, are those at the slots from `begin` to before `until`.

  begin(epoch: number): number {
    return this.#pieces.begin(epoch);
  }

  until(epoch: number): number {
    return this.#pieces.until(epoch);
  }

  at(slot: number): number {
    return this.#pieces.at(slot);
  }

  /** How many pieces there are in the epoch. */
  countIn(epoch: number): number {
    return this.until(epoch) - this.begin(epoch);
  }

  /** @returns the pieces, ascending, of the side whose first one this is: of its node in its epoch. */
  piecesOf(place: number): Uint32Array {
    const [node, epoch] = [this.node(place), this.epoch(place)];
    return rowsAmong(this.#pieces.of(epoch), (piece) => this.node(piece) === node);
  }

  /** @param row of the operations, or of the observations, which are numbered on */
  #isPiece(row: number): boolean {
    const [ops, seen] = [this.#ops, this.#seen];
    const sight = row - ops.length;
    if (sight >= 0) return seen.writable[sight] === WRITABLE && isNode(this, seen.node[sight] as number);
    return ops.write[row] === 1 && ops.outcome[row] === OK && isNode(this, ops.node[row] as number);
  }

  /** Nobody looks at it any more. */
  release(): void {
    this.#pieces.release();
  }
}
