// Evidence that a node was writable: acknowledged writes, and canaries that were acknowledged (docs/verdicts.md,
// `no-split-brain`). In typed columns: there may be a million pieces.
import { NumberPool } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';

export interface Evidence {
  count: number;
  /** Ids of `names`. */
  node: Float64Array;
  epoch: Float64Array;
  start: Float64Array;
  end: Float64Array;
}

/** Of the cluster's nodes alone: what another one acknowledges is no word of this cluster. */
export function evidenceOf({ run, ops, names, observations }: History): Evidence {
  const nodes = new Set(run.nodes.map((node) => names.id(node)));
  const [node, epoch, start, end] = [new NumberPool(), new NumberPool(), new NumberPool(), new NumberPool()];
  const add = (n: number, e: number, from: number, to: number) => {
    if (!nodes.has(n)) return;
    node.push(n);
    epoch.push(e);
    start.push(from);
    end.push(to);
  };
  for (let row = 0; row < ops.length; row++)
    if (ops.write[row] === 1 && ops.outcome[row] === OK)
      add(ops.node[row] as number, ops.epoch[row] as number, ops.invoked[row] as number, ops.completed[row] as number);
  for (const seen of observations)
    if (seen.writable === true) add(names.id(seen.node), names.id(seen.epoch), seen.askedAtMs, seen.atMs);
  return { count: node.length, node: node.slice(), epoch: epoch.slice(), start: start.slice(), end: end.slice() };
}

/** All evidence of one node in one epoch. */
export interface Side {
  node: number;
  epoch: number;
  firstStart: number;
  lastStart: number;
  firstEnd: number;
  lastEnd: number;
}

export function sidesOf(evidence: Evidence): Side[] {
  const sides = new Map<number, Map<number, Side>>();
  for (let i = 0; i < evidence.count; i++) {
    const [node, epoch] = [evidence.node[i] as number, evidence.epoch[i] as number];
    const [start, end] = [evidence.start[i] as number, evidence.end[i] as number];
    const ofNode = sides.get(node) ?? new Map<number, Side>();
    sides.set(node, ofNode);
    const side = ofNode.get(epoch);
    if (!side) {
      ofNode.set(epoch, { node, epoch, firstStart: start, lastStart: start, firstEnd: end, lastEnd: end });
      continue;
    }
    side.firstStart = Math.min(side.firstStart, start);
    side.lastStart = Math.max(side.lastStart, start);
    side.firstEnd = Math.min(side.firstEnd, end);
    side.lastEnd = Math.max(side.lastEnd, end);
  }
  return [...sides.values()].flatMap((ofNode) => [...ofNode.values()]);
}

/** Two sides that took writes in different histories. */
export interface Split {
  nodes: [string, string];
  epochs: [string, string];
  /** When the older side's last evidence ended, and the newer side's first one began. */
  atMs: [number, number];
  /** At least so long both took writes. */
  overlapMs: number;
}

export function split({ names }: History, older: Side, newer: Side): Split {
  return {
    nodes: [names.text(older.node), names.text(newer.node)],
    epochs: [names.text(older.epoch), names.text(newer.epoch)],
    atMs: [older.lastEnd, newer.firstStart],
    overlapMs: older.lastEnd - newer.firstStart,
  };
}
