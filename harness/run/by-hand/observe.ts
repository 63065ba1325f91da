// One look at every node, through the same probes that drills watch with: role, epoch, position by its own account, and
// a canary write that proves who takes writes.
import type { Cluster } from '../../core/cluster.ts';
import type { EngineDriver, Seen } from '../../workload/engine.ts';
import { watchNodes } from '../../workload/watch-nodes.ts';
import { startClock } from '../clock.ts';
import { waitUntil } from '../wait-until.ts';

/** A node that answers does so within 0.3 s; one that is silent, or whose canary hangs, is known for it after 1 s. */
const LOOK_MS = 3_000;
/** The first question opens the connections, the second one brings the canary. */
const EVERY_MS = 100;

/** @returns the last that was seen of each node; a node of which nothing was seen is not there */
export async function observeNodes(
  cluster: Cluster,
  driver: Pick<EngineDriver, 'watch'>,
  signal: AbortSignal,
): Promise<Map<string, Seen>> {
  const latest = new Map<string, Seen>();
  const listeners = new Set<() => void>();
  const now = startClock();
  const emit = (seen: Seen) => {
    latest.set(seen.node, seen);
    for (const listener of listeners) listener();
  };
  const watch = watchNodes(driver, cluster, { now, everyMs: EVERY_MS, emit });
  try {
    const onSeen = (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const complete = () => cluster.nodes.every((node) => isConclusive(latest.get(node)));
    await waitUntil([onSeen], complete, { timeoutMs: LOOK_MS, signal });
    return latest;
  } finally {
    watch.stop();
  }
}

/** Nothing more will come of it: whether it takes writes is known, or that it cannot answer. */
const isConclusive = (seen: Seen | undefined): boolean =>
  seen !== undefined && (seen.writable !== null || seen.role === 'down');
