// Did authority move after a fault? Without that, an outage that ended says nothing about failover.
import { extent, release } from '../core/columns/columns.ts';
import { lowerBoundNear, upperBoundNear } from '../core/columns/sort.ts';
import type { History } from '../core/history/history.ts';
import { componentsOf } from './members.ts';
import type { Outages } from './outages.ts';

/** Galera: who acknowledged a write so shortly before the injection was in its component. */
const RECENT_MS = 5000;

/** @param injections ascending */
export function failedOver(history: History, outages: Outages, injections: Float64Array): boolean {
  return history.run.engine === 'postgres'
    ? anotherNode(history, outages, injections)
    : anotherComponent(history, outages, injections);
}

/** PostgreSQL: an acknowledged write of another node than the last one acknowledged before the injection. */
function anotherNode(history: History, { acks, ackRows }: Outages, injections: Float64Array): boolean {
  const { ops } = history;
  const nodeAt = (i: number) => ops.node[ackRows[i] as number] as number;
  const latestFirst = lastByNode(history, ackRows);
  /** Several may have been the last before it, at one moment: another node than each of them. */
  const lastOfOthers = (last: number) => {
    const before = new Set<number>();
    for (let i = last; i >= 0 && acks[i] === acks[last]; i--) before.add(nodeAt(i));
    const other = latestFirst.find((i) => !before.has(nodeAt(i)));
    return other === undefined ? Number.NEGATIVE_INFINITY : (acks[other] as number);
  };
  let last = -1;
  let afterwards = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < injections.length; i++) {
    const injected = injections[i] as number;
    const before = lowerBoundNear(acks, injected, last + 1) - 1;
    if (before !== last) afterwards = lastOfOthers(before);
    last = before;
    if (last >= 0 && afterwards > injected) return true;
  }
  return false;
}

/** @returns the place of each node's last acknowledgement, the latest first: there may be as many nodes as acknowledgements. */
function lastByNode({ ops, names }: History, ackRows: Uint32Array): Uint32Array {
  const isSeen = new Uint8Array(names.count);
  const places = new Uint32Array(ackRows.length);
  let count = 0;
  for (let i = ackRows.length - 1; i >= 0; i--) {
    const node = ops.node[ackRows[i] as number] as number;
    if (isSeen[node] === 1) continue;
    isSeen[node] = 1;
    places[count++] = i;
  }
  release(isSeen);
  return places.subarray(0, count);
}

/** Galera: an acknowledged write in a component that lacks a node which acknowledged one shortly before the injection. */
function anotherComponent(history: History, outages: Outages, injections: Float64Array): boolean {
  const { acks, ackRows } = outages;
  const without = lastWithout(history, outages);
  let next = 0;
  for (let i = 0; i < acks.length; i++) {
    const acked = acks[i] as number;
    // Of the injections after it the first one decides: each later one is further from it, and nearer to the end.
    next = upperBoundNear(injections, acked, next);
    const injected = injections[next];
    if (injected === undefined) return false;
    if (acked + RECENT_MS < injected) continue;
    if ((without[history.ops.node[ackRows[i] as number] as number] as number) > injected) return true;
  }
  return false;
}

/** @returns by id of each node that acknowledged a write: when the last one was acknowledged in a component without it; else NaN */
function lastWithout(history: History, { acks, ackRows }: Outages): Float64Array {
  const { ops } = history;
  const components = componentsOf(history);
  const nodes = lastByNode(history, ackRows).map((i) => ops.node[ackRows[i] as number] as number);
  // There may be a million names, and three of them nodes: these come early.
  const found = new Float64Array(1 + Math.max(0, extent(nodes)[1])).fill(Number.NaN);
  const seen = new Set<number>();
  /** Nodes that are in all components so far. */
  let left = nodes.length;
  for (let i = acks.length - 1; i >= 0 && left > 0; i--) {
    const component = components.of(ops.epoch[ackRows[i] as number] as number);
    if (seen.has(component)) continue;
    seen.add(component);
    const among = nodes.subarray(0, left);
    left = 0;
    for (const node of among)
      if (components.has(component, node)) nodes[left++] = node;
      else found[node] = acks[i] as number;
  }
  return found;
}
