// Did authority move after a fault? Without that, an outage that ended says nothing about failover.
import type { History } from '../core/history.ts';
import { lowerBound } from '../core/sort.ts';
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
  for (let i = 0; i < acks.length; i++) lastOf.set(nodeAt(i), acks[i] as number);
  return injections.some((injected) => {
    // Several may have been the last before it, at one moment: another node than each of them.
    const before = new Set<number>();
    const last = lowerBound(acks, injected) - 1;
    for (let i = last; i >= 0 && acks[i] === acks[last]; i--) before.add(nodeAt(i));
    return before.size > 0 && [...lastOf].some(([node, atMs]) => atMs > injected && !before.has(node));
  });
}

/** Galera: an acknowledged write in a component that lacks a node which acknowledged one shortly before the injection. */
function anotherComponent(history: History, { acks, ackRows }: Outages, injections: Float64Array): boolean {
  const { ops, names } = history;
  const components = componentsOf(history);
  const nodes = new Set<number>();
  const lastIn = new Map<number, number>();
  for (let i = 0; i < acks.length; i++) {
    const row = ackRows[i] as number;
    nodes.add(ops.node[row] as number);
    lastIn.set(components.of(ops.epoch[row] as number), acks[i] as number);
  }
  const lastWithout = (node: number) => {
    let last = Number.NEGATIVE_INFINITY;
    for (const [component, atMs] of lastIn)
      if (!components.has(component, names.text(node))) last = Math.max(last, atMs);
    return last;
  };
  const gone = new Map([...nodes].map((node) => [node, lastWithout(node)]));
  return injections.some((injected) => {
    for (let i = lowerBound(acks, injected - RECENT_MS); i < acks.length && (acks[i] as number) < injected; i++) {
      if ((gone.get(ops.node[ackRows[i] as number] as number) ?? 0) > injected) return true;
    }
    return false;
  });
}
