// `all-rejoined`: every node is healthy again within the limit after the last heal.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import type { ObservationLine } from '../core/history-format.ts';
import { newestEpoch } from '../core/newest-epoch.ts';

const DEFAULT_WITHIN_MS = 60_000;
/** Longer than this without a judged observation and nobody knows. */
const UNSEEN_MS = 10_000;
/** A streaming replica may be without an epoch for so long after it last showed one. */
const EPOCHLESS_MS = 5_000;

export const allRejoined: Checker = (history, spec) => {
  const withinMs = parameter(spec, 'withinMs', DEFAULT_WITHIN_MS);
  // The run's start without faults; the last heal otherwise.
  const heals = history.faults.flatMap((fault) => (fault.healedAtMs === null ? [] : [fault.healedAtMs]));
  const start = heals.length === 0 ? 0 : heals.reduce((last, heal) => Math.max(last, heal));
  const newest = newestEpoch(history);
  const lastSeen = history.observations.reduce((last, seen) => Math.max(last, seen.atMs), Number.NEGATIVE_INFINITY);
  const byNode = new Map<string, ObservationLine[]>();
  for (const node of history.run.nodes) byNode.set(node, []);
  for (const seen of history.observations) byNode.get(seen.node)?.push(seen);

  const invalid: string[] = [];
  const unknown: string[] = [];
  const rejoinedMs: Record<string, number | null> = {};
  let judged = 0;
  for (const [node, all] of byNode) {
    const mine = judgedOnes(
      all.sort((a, b) => a.atMs - b.atMs || a.askedAtMs - b.askedAtMs),
      start,
    );
    judged += mine.length;
    if (isUnseen(mine, start, lastSeen)) unknown.push(`${node} was not seen for more than ${UNSEEN_MS / 1000} s`);
    const healthy = (seen: ObservationLine) =>
      (seen.role === 'primary' || seen.role === 'replica') && newest.is(seen.epoch);
    const tail = mine.slice(mine.findLastIndex((seen) => !healthy(seen)) + 1);
    const first = tail[0];
    rejoinedMs[node] = first ? first.atMs - start : null;
    if (first && first.atMs - start > withinMs)
      invalid.push(`${node} was healthy after ${Math.round(first.atMs - start)} ms, permitted ${withinMs} ms`);
    if (first && tail.length < 2) unknown.push(`${node} was seen healthy only once`);
    if (first) continue;
    if (mine.some((seen) => seen.atMs > start + withinMs)) invalid.push(`${node} was never healthy again`);
    else unknown.push(`${node} was not healthy, and not watched for the whole ${withinMs} ms`);
  }
  if (history.faults.some((fault) => fault.healedAtMs === null))
    return verdictOf({ unknown: ['a fault was never healed'], facts: { judged, rejoinedMs, withinMs } });
  return verdictOf({ invalid, unknown, facts: { judged, rejoinedMs, withinMs } });
};

/** From the start on, without those that could not look, and those that show no epoch but did so shortly before. */
function judgedOnes(all: readonly ObservationLine[], start: number): ObservationLine[] {
  let epochAt = Number.NEGATIVE_INFINITY;
  return all.filter((seen) => {
    const showed = epochAt;
    if (seen.epoch) epochAt = seen.atMs;
    if (seen.atMs < start || seen.role === 'unreachable') return false;
    return !(seen.role === 'replica' && !seen.epoch && seen.atMs - showed <= EPOCHLESS_MS);
  });
}

function isUnseen(mine: readonly ObservationLine[], start: number, lastSeen: number): boolean {
  let at = start;
  for (const seen of mine) {
    if (seen.askedAtMs - at > UNSEEN_MS) return true;
    at = seen.atMs;
  }
  return lastSeen - at > UNSEEN_MS;
}
