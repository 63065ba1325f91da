// `all-rejoined`: every node is healthy again within the limit after the last heal.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import { rowsAmong } from '../core/columns/columns.ts';
import { inOrderOf } from '../core/columns/sort.ts';
import { newestEpoch } from '../core/history/newest-epoch.ts';
import { type Observations, REPLICA, UNREACHABLE } from '../core/history/observations.ts';

const DEFAULT_WITHIN_MS = 60_000;
/** Longer than this without a judged observation and nobody knows. */
const UNSEEN_MS = 10_000;
/** A streaming replica may be without an epoch for so long after it last showed one. */
const EPOCHLESS_MS = 5_000;

export const allRejoined: Checker = (history, spec) => {
  const withinMs = parameter(spec, 'withinMs', DEFAULT_WITHIN_MS);
  const { observations: seen, faults, names } = history;
  // The run's start without faults; the last heal otherwise.
  const lastHeal = faults.lastHeal();
  const start = lastHeal === Number.NEGATIVE_INFINITY ? 0 : lastHeal;
  const newest = newestEpoch(history);
  const lastSeen = seen.lastAnswer();
  const isHealthy = (row: number) => seen.isMember(row) && newest.isId(seen.epoch[row] as number);

  const invalid: string[] = [];
  const unknown: string[] = [];
  // A node may have the name of something that every object has.
  const rejoinedMs: Record<string, number | null> = Object.create(null);
  let judged = 0;
  for (const node of new Set(history.run.nodes)) {
    // Of several that end at one moment the one asked first comes first, wherever it is in the file: it is the next one.
    const mine = judgedOnes(seen, inOrderOf(seen.at, inOrderOf(seen.asked, seen.of(names.find(node)))), start);
    judged += mine.length;
    if (isUnseen(seen, mine, start, lastSeen)) unknown.push(`${node} was not seen for more than ${UNSEEN_MS / 1000} s`);
    const tail = afterLast(seen, mine, (row) => !isHealthy(row));
    const healthyAt = tail.length === 0 ? null : (seen.at[tail[0] as number] as number);
    rejoinedMs[node] = healthyAt === null ? null : healthyAt - start;
    if (healthyAt !== null && healthyAt > start + withinMs)
      invalid.push(`${node} was healthy after ${Math.round(healthyAt - start)} ms, permitted ${withinMs} ms`);
    if (tail.length === 1) unknown.push(`${node} was seen healthy only once`);
    if (healthyAt !== null) continue;
    if (mine.some((row) => (seen.at[row] as number) > start + withinMs))
      invalid.push(`${node} was never healthy again`);
    else unknown.push(`${node} was not healthy, and not watched for the whole ${withinMs} ms`);
  }
  if (faults.healed.subarray(0, faults.length).some(Number.isNaN))
    return verdictOf({ unknown: ['a fault was never healed'], facts: { judged, rejoinedMs, withinMs } });
  return verdictOf({ invalid, unknown, facts: { judged, rejoinedMs, withinMs } });
};

/** @returns those after the last one that fits: what ended in the moment in which that one did was not after it. */
function afterLast({ at }: Observations, rows: Uint32Array, fits: (row: number) => boolean): Uint32Array {
  const last = rows.findLast(fits);
  return last === undefined ? rows : rows.subarray(rows.findLastIndex((row) => at[row] === at[last]) + 1);
}

/** From the start on, without those that could not look, and those that show no epoch but did so shortly before. */
function judgedOnes({ at, role, epoch }: Observations, rows: Uint32Array, start: number): Uint32Array {
  /** When one was shown last, and when before that moment. */
  let [last, before] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return rowsAmong(rows, (row) => {
    const atMs = at[row] as number;
    const showed = last < atMs ? last : before;
    if (epoch[row] !== 0 && last < atMs) [last, before] = [atMs, last];
    if (atMs < start || role[row] === UNREACHABLE) return false;
    return !(role[row] === REPLICA && epoch[row] === 0 && atMs <= showed + EPOCHLESS_MS);
  });
}

function isUnseen({ asked, at }: Observations, mine: Uint32Array, start: number, lastSeen: number): boolean {
  let until = start;
  for (const row of mine) {
    if ((asked[row] as number) > until + UNSEEN_MS) return true;
    until = at[row] as number;
  }
  return lastSeen > until + UNSEEN_MS;
}
