// What every node holds in the end: one `read-all` a node, straight from it, after the load has ended.
import type { Cluster } from '../core/cluster.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { EngineDriver } from './engine.ts';

/** Process numbers of final reads begin here: a workload has at most 200 clients. */
const FIRST_PROCESS = 1000;

export interface FinalReadOptions {
  driver: EngineDriver;
  cluster: Cluster;
  now(): number;
  write(line: HistoryLine): void;
  /** The first index that the load did not use. */
  startIndex: number;
  /** For all of it together, ms. */
  deadlineMs: number;
}

/** Writes one line a node, whatever becomes of the node. Call it when the load has settled its last operation. Never throws. */
export async function finalReads({ driver, cluster, now, write, startIndex, deadlineMs }: FinalReadOptions) {
  const untilMs = now() + deadlineMs;
  // Half of the time for a primary to be there: without one only primaries of older epochs can be read.
  const primary = await driver.primaryPosition(cluster, deadlineMs / 2).catch(() => null);
  await Promise.all(
    cluster.nodes.map(async (node, i) => {
      const invokedAtMs = now();
      const end = await driver.finalRead(cluster, node, primary, Math.max(1, untilMs - invokedAtMs));
      write({
        type: 'op',
        index: startIndex + i,
        process: FIRST_PROCESS + i,
        f: 'read-all',
        final: true,
        via: `direct:${node}`,
        scheduledAtMs: invokedAtMs,
        invokedAtMs,
        completedAtMs: now(),
        ...end,
      });
    }),
  );
}
