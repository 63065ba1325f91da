// Watches every node at once, each on its own, and records what was seen. No node waits for another.
import type { Cluster } from '../core/cluster.ts';
import type { HistoryLine, ObservationLine } from '../core/history/history-format.ts';
import type { EngineDriver } from './engine.ts';
import { watchNodes } from './watch-nodes.ts';

/** "4/s or faster" is 250 ms at most; 10 ms of them are room for a loaded machine. */
const EVERY_MS = 240;

/** What is recorded beside the fields of the format; the judge ignores it, the report may show it. */
export type Observed = ObservationLine & { claims?: Record<string, unknown> };

export interface Observer {
  /** Nothing is recorded afterwards. Idempotent, never waits for a peer. */
  stop(): Promise<void>;
  /** The last observation of each node. */
  latest(): ReadonlyMap<string, Observed>;
  /** Tells of each observation. @returns calls it off */
  onObservation(listener: (seen: Observed) => void): () => void;
}

export interface ObserverOptions {
  driver: EngineDriver;
  cluster: Cluster;
  now(): number;
  write(line: HistoryLine): void;
  /** What is claimed of a node elsewhere, where somebody watches it: recorded among the claims. */
  claimsOf?: (node: string) => Record<string, unknown> | null;
}

export function startObserver(options: ObserverOptions): Observer {
  const { driver, cluster, now, write, claimsOf } = options;
  const latest = new Map<string, Observed>();
  const listeners = new Set<(seen: Observed) => void>();
  const watch = watchNodes(driver, cluster, {
    now,
    everyMs: EVERY_MS,
    emit(seen) {
      const claimed = claimsOf?.(seen.node);
      const line: Observed = { type: 'observation', ...seen };
      if (claimed) line.claims = { ...seen.claims, ...claimed };
      latest.set(seen.node, line);
      write(line);
      for (const listener of listeners) listener(line);
    },
  });
  return {
    async stop() {
      watch.stop();
    },
    latest: () => latest,
    onObservation(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
