// Evidence that a node was writable: acknowledged writes, and canaries that were acknowledged (docs/verdicts.md,
// `no-split-brain`). In typed columns: there may be a million pieces.
import { type History, OK } from '../core/history.ts';
import { WRITABLE } from '../core/observations.ts';

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

/** All evidence of one node in one epoch. */
export interface Side {
  node: number;
  epoch: number;
  /** The number of its first piece, and how many there are. */
  place: number;
  count: number;
  firstStart: number;
  lastStart: number;
  firstEnd: number;
  lastEnd: number;
}

export function sidesOf(history: History): { sides: Side[]; count: number } {
  const sides = new Map<number, Map<number, Side>>();
  let count = 0;
  let side: Side | undefined;
  forEachEvidence(history, (node, epoch, start, end) => {
    count++;
    // Most pieces are of the same side as the one before.
    if (side?.node !== node || side.epoch !== epoch) side = sides.get(node)?.get(epoch);
    if (!side) {
      side = { node, epoch, place: count, count: 1, firstStart: start, lastStart: start, firstEnd: end, lastEnd: end };
      sides.set(node, (sides.get(node) ?? new Map<number, Side>()).set(epoch, side));
      return;
    }
    side.count++;
    if (start < side.firstStart) side.firstStart = start;
    if (start > side.lastStart) side.lastStart = start;
    if (end < side.firstEnd) side.firstEnd = end;
    if (end > side.lastEnd) side.lastEnd = end;
  });
  return { sides: [...sides.values()].flatMap((ofNode) => [...ofNode.values()]), count };
}

/** Two sides that took writes in different histories. Of many nodes there are many pairs. */
export interface Split {
  older: Side;
  newer: Side;
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

export function told({ names }: History, { older, newer }: Split): ToldSplit {
  return {
    nodes: [names.text(older.node), names.text(newer.node)],
    epochs: [names.text(older.epoch), names.text(newer.epoch)],
    atMs: [older.lastEnd, newer.firstStart],
    overlapMs: older.lastEnd - newer.firstStart,
  };
}
