// Evidence that a node was writable: acknowledged writes, and canaries that were acknowledged (docs/verdicts.md,
// `no-split-brain`). In typed columns: there may be a million pieces.
import { grownTable } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';
import { WRITABLE } from '../core/observations.ts';
import { PairIds } from './pair-ids.ts';

type Visit = (node: number, epoch: number, start: number, end: number) => void;

/** Calls `each` for every piece. Of the cluster's nodes alone: what another one acknowledges is no word of this cluster. */
export function forEachEvidence({ run, ops, names, observations }: History, each: Visit): void {
  const nodes = new Set(run.nodes.map((node) => names.id(node)));
  const { write, outcome, node, epoch, invoked, completed } = ops;
  for (let row = 0; row < ops.length; row++) {
    if (write[row] === 0 || outcome[row] !== OK || !nodes.has(node[row] as number)) continue;
    each(node[row] as number, epoch[row] as number, invoked[row] as number, completed[row] as number);
  }
  const seen = observations;
  for (let row = 0; row < seen.length; row++) {
    if (seen.writable[row] !== WRITABLE || !nodes.has(seen.node[row] as number)) continue;
    each(seen.node[row] as number, seen.epoch[row] as number, seen.asked[row] as number, seen.at[row] as number);
  }
}

/** Sides, one row each, in the order in which they were first seen: all evidence of one node in one epoch. */
export class Sides {
  /** How many pieces of evidence there are, of all sides. */
  pieces = 0;
  count = new Uint32Array(64);
  firstStart = new Float64Array(64);
  lastStart = new Float64Array(64);
  firstEnd = new Float64Array(64);
  lastEnd = new Float64Array(64);
  readonly #ids = new PairIds(64);
  /** The side of the last piece. */
  #last = -1;

  get length(): number {
    return this.#ids.length;
  }

  node(side: number): number {
    return this.#ids.keys[side] as number;
  }

  epoch(side: number): number {
    return this.#ids.elements[side] as number;
  }

  add(node: number, epoch: number, start: number, end: number): void {
    this.pieces++;
    let side = this.#last;
    // Most pieces are of the same side as the one before.
    if (side < 0 || this.node(side) !== node || this.epoch(side) !== epoch) {
      side = this.#ids.id(node, epoch);
      this.#last = side;
    }
    if (side === this.count.length) grownTable(this, COLUMNS);
    const isFirst = this.count[side] === 0;
    this.count[side] = (this.count[side] as number) + 1;
    if (isFirst || start < (this.firstStart[side] as number)) this.firstStart[side] = start;
    if (isFirst || start > (this.lastStart[side] as number)) this.lastStart[side] = start;
    if (isFirst || end < (this.firstEnd[side] as number)) this.firstEnd[side] = end;
    if (isFirst || end > (this.lastEnd[side] as number)) this.lastEnd[side] = end;
  }
}

const COLUMNS = ['count', 'firstStart', 'lastStart', 'firstEnd', 'lastEnd'] as const;

export function sidesOf(history: History): Sides {
  const sides = new Sides();
  forEachEvidence(history, (node, epoch, start, end) => sides.add(node, epoch, start, end));
  return sides;
}

/** Two sides that took writes in different histories. Of many nodes there are many pairs. */
export interface Split {
  older: number;
  newer: number;
}

/** As a witness shows it. */
export interface ToldSplit {
  nodes: [string, string];
  epochs: [string, string];
  /** When the older side's last evidence ended, and the newer side's first one began. */
  atMs: [number, number];
  /** At least so long both took writes. */
  overlapMs: number;
}

export function told({ names }: History, sides: Sides, { older, newer }: Split): ToldSplit {
  const [olderEnd, newerStart] = [sides.lastEnd[older] as number, sides.firstStart[newer] as number];
  return {
    nodes: [names.text(sides.node(older)), names.text(sides.node(newer))],
    epochs: [names.text(sides.epoch(older)), names.text(sides.epoch(newer))],
    atMs: [olderEnd, newerStart],
    overlapMs: olderEnd - newerStart,
  };
}
