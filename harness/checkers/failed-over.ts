// Did authority move after a fault? Without that, an outage that ended says nothing about failover.
import type { History } from '../core/history.ts';
import { lowerBound, upperBound } from '../core/sort.ts';
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
  for (let i = 0; i < acks.length; i++) lastOf.set(nodeAt(i), i);
  return injections.some((injected) => {
    const before = lowerBound(acks, injected) - 1;
    const after = upperBound(acks, injected);
    if (before < 0 || after >= acks.length) return false;
    // Several may have been the last before it, at one moment: another node than each of them.
    const lastNodes = new Set<number>();
    for (let i = before; i >= 0 && acks[i] === acks[before]; i--) lastNodes.add(nodeAt(i));
    return [...lastOf].some(([node, last]) => last >= after && !lastNodes.has(node));
  });
}

/** Galera: an acknowledged write in a component that lacks a node which acknowledged one shortly before the injection. */
function anotherComponent({ ops, names }: History, { acks, ackRows }: Outages, injections: Float64Array): boolean {
  const members = new Map<number, Set<string>>();
  const nodes = new Set<number>();
  const lastIn = new Map<number, number>();
  for (const [i, row] of ackRows.entries()) {
    const epoch = ops.epoch[row] as number;
    if (!members.has(epoch)) members.set(epoch, membersOf(names.text(epoch)));
    nodes.add(ops.node[row] as number);
    lastIn.set(epoch, acks[i] as number);
  }
  const lastWithout = (node: number) => {
    let last = Number.NEGATIVE_INFINITY;
    for (const [epoch, atMs] of lastIn) if (!members.get(epoch)?.has(names.text(node))) last = Math.max(last, atMs);
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

/** The members that a Galera epoch names: `<uuid>:<conf id>:<members, joined by +>`. */
export const membersOf = (epoch: string): Set<string> => new Set(epoch.split(':').slice(2).join(':').split('+'));
