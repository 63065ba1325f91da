// Did authority move after a fault? Without that, an outage that ended says nothing about failover.
import { extent, release } from '../core/columns/columns.ts';
import { upperBoundNear } from '../core/columns/sort.ts';
import type { History } from '../core/history/history.ts';
import { componentsOf } from './members.ts';
import type { Outages } from './outages.ts';

/** Galera: who acknowledged a write so shortly before the injection was in its component. */
const RECENT_MS = 5000;

/** @param injections ascending, one at least */
export function failedOver(history: History, outages: Outages, injections: Float64Array): boolean {
  return history.run.engine === 'postgres'
    ? anotherNode(history, outages, injections)
    : anotherComponent(history, outages, injections);
}

/** PostgreSQL: an acknowledged write of another node than the last one acknowledged before the injection. */
function anotherNode(history: History, outages: Outages, injections: Float64Array): boolean {
  const { ops } = history;
  const { ackRows } = outages;
  const nodeAt = (i: number) => ops.node[ackRows[i] as number] as number;
  const latestFirst = lastByNode(history, ackRows);
  /** Several may have been the last before it, at one moment: another node than each of them. */
  const lastOfOthers = (last: number) => {
    const before = new Set<number>();
    for (let i = last; i >= 0 && outages.ackedAt(i) === outages.ackedAt(last); i--) before.add(nodeAt(i));
    const other = latestFirst.find((i) => !before.has(nodeAt(i)));
    return other === undefined ? Number.NEGATIVE_INFINITY : outages.ackedAt(other);
  };
  let last = -1;
  let afterwards = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < injections.length; i++) {
    const injected = injections[i] as number;
    const known = last;
    while (last + 1 < ackRows.length && outages.ackedAt(last + 1) < injected) last++;
    if (last !== known) afterwards = lastOfOthers(last);
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
  const { ackRows } = outages;
  const without = lastWithout(history, outages, injections[0] as number);
  let next = 0;
  for (let i = 0; i < ackRows.length; i++) {
    const acked = outages.ackedAt(i);
    // Of the injections after it the first one decides: each later one is further from it, and nearer to the end.
    next = upperBoundNear(injections, acked, next);
    const injected = injections[next];
    if (injected === undefined) return false;
    if (acked + RECENT_MS < injected) continue;
    const last = without[history.ops.node[ackRows[i] as number] as number] as number;
    if (last > 0 && outages.ackedAt(last - 1) > injected) return true;
  }
  return false;
}

/**
 * @param since nobody asks for what was acknowledged until then
 * @returns by id of each node that acknowledged a write: 1 more than the place of the last one that was acknowledged in a component without it;
 * 0 where none was
 */
function lastWithout(history: History, outages: Outages, since: number): Uint32Array {
  const { ops } = history;
  const { ackRows } = outages;
  const components = componentsOf(history);
  const nodes = lastByNode(history, ackRows);
  for (let i = 0; i < nodes.length; i++) nodes[i] = ops.node[ackRows[nodes[i] as number] as number] as number;
  // There may be a million names, and three of them nodes: these come early.
  const found = new Uint32Array(1 + Math.max(0, extent(nodes)[1]));
  const seen = new Set<number>();
  /** Nodes that are in all components so far. */
  let left = nodes.length;
  for (let i = ackRows.length - 1; i >= 0 && left > 0 && outages.ackedAt(i) > since; i--) {
    const component = components.of(ops.epoch[ackRows[i] as number] as number);
    if (seen.has(component)) continue;
    seen.add(component);
    const among = nodes.subarray(0, left);
    left = 0;
    for (const node of among)
      if (components.has(component, node)) nodes[left++] = node;
      else found[node] = i + 1;
  }
  return found;
}
