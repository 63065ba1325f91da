// Builders for the checkers of a scenario: data that goes into the history's `run` line, so that a history can be
// judged again without its scenario. What each one demands is in docs/verdicts.md, section 3.
import { UsageError } from './errors.ts';
import type { CheckerSpec } from './history/history-format.ts';

/** No outage that a fault caused lasts longer. @param limitMs `seconds(30)` */
export const failoverWithin = (limitMs: number): CheckerSpec => ({ name: 'failover-within', limitMs });
/** No gap between acknowledged writes is longer, anywhere in the run. @param limitMs `seconds(1)` */
export const available = (limitMs: number): CheckerSpec => ({ name: 'available', limitMs });
/** Every acknowledged write is in the final read of every node that holds the newest epoch. */
export const noLostWrites = (...given: []): CheckerSpec => bare('no-lost-writes', given);
/** No node holds a value that nobody wrote, or holds one twice. */
export const noPhantomWrites = (...given: []): CheckerSpec => bare('no-phantom-writes', given);
/** Never two nodes that take writes in different histories at once. */
export const noSplitBrain = (...given: []): CheckerSpec => bare('no-split-brain', given);
/** Every restore of the mark holds each write before it and none after it. @param mark as the fault's */
export const restoredExactly = (mark = 'drop-table'): CheckerSpec => ({ name: 'restored-exactly', mark });
/** All nodes end with the same data. */
export const replicasConverge = (...given: []): CheckerSpec => bare('replicas-converge', given);
/** Every node is healthy again this long after the last heal. @param withinMs `seconds(60)` */
export const allRejoined = (withinMs: number): CheckerSpec => ({ name: 'all-rejoined', withinMs });
/** The proxy sends writes to the primary and reads to replicas. @param graceMs covers the proxy's `inter` × `fall` */
export const routedToPrimary = (graceMs = 10_000): CheckerSpec => ({ name: 'routed-to-primary', graceMs });

/** @throws UsageError when something is given all the same: it would be lost without a word */
function bare(name: string, given: readonly unknown[]): CheckerSpec {
  if (given.length === 0) return { name };
  const hint = name === 'no-split-brain' ? `; its parameter is told as in { name: '${name}', maxBlindMs: … }` : '';
  throw new UsageError(`${name}: its function takes nothing${hint}`);
}
