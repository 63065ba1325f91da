// Did authority move after a fault? Without that, an outage that ended says nothing about failover.
import type { History } from '../core/history.ts';
import { lowerBoundNear, upperBoundNear } from '../core/sort.ts';
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
function anotherNode({ ops }: History, { acks, ackRows }: Outages, injections: Float64Array): boolean {
  const nodeAt = (i: number) => ops.node[ackRows[i] as number] as number;
  const lastOf = new Map<number, number>();
  for (let i = 0; i < acks.length; i++)
    if (i + 1 === acks.length || nodeAt(i + 1) !== nodeAt(i)) lastOf.set(nodeAt(i), acks[i] as number);
  const latestFirst = [...lastOf].sort(([, a], [, b]) => b - a);
  /** Several may have been the last before it, at one moment: another node than each of them. */
  const lastOfOthers = (last: number) => {
    const before = new Set<number>();
    for (let i = last; i >= 0 && acks[i] === acks[last]; i--) before.add(nodeAt(i));
    return latestFirst.find(([node]) => !before.has(node))?.[1] ?? Number.NEGATIVE_INFINITY;
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
    const last = without.get(history.ops.node[ackRows[i] as number] as number);
    if (last !== undefined && last > injected) return true;
  }
  return false;
}

/** @returns of each node that acknowledged a write: when the last one was acknowledged in a component without it */
function lastWithout(history: History, { acks, ackRows }: Outages): Map<number, number> {
  const { ops } = history;
  const components = componentsOf(history);
  const nodes = new Set<number>();
  for (let i = 0; i < acks.length; i++) nodes.add(ops.node[ackRows[i] as number] as number);
  const found = new Map<number, number>();
  const seen = new Set<number>();
  for (let i = acks.length - 1; i >= 0 && nodes.size > 0; i--) {
    const component = components.of(ops.epoch[ackRows[i] as number] as number);
    if (seen.has(component)) continue;
    seen.add(component);
    for (const node of nodes) {
      if (components.has(component, node)) continue;
      found.set(node, acks[i] as number);
      nodes.delete(node);
    }
  }
  return found;
}
