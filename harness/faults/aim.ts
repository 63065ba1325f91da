// Whom a fault is aimed at, as far as it can be told without a topology; what a topology has is checked when its
// scenario is known (harness/run/targets.ts).
import type { Target } from '../core/cluster.ts';
import { UsageError } from '../core/errors.ts';
import { shown } from './options.ts';

const NODES = 'a role ("primary", "replica", "sync-standby") or a node by its name';

/** @param fault as it is called in a scenario @throws UsageError when it is aimed at nobody */
export function targetOf(fault: string, target: unknown): Target {
  return named(fault, 'the target', target, NODES);
}

/** The other side of a link. @throws UsageError when there is none */
export function peerOf(fault: string, peer: unknown): Target {
  return named(fault, 'the peer, its second argument,', peer, `${NODES}, another member, or "etcd" for all three`);
}

function named(fault: string, what: string, value: unknown, permitted: string): Target {
  if (typeof value === 'string' && value.trim() !== '') return value;
  throw new UsageError(`${fault}: ${what} must be ${permitted}, got ${value === undefined ? 'none' : shown(value)}`);
}
