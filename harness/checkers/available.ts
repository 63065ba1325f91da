// `available`: no gap between acknowledged writes is longer than the limit, anywhere in the run.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import { outagesOf } from './outages.ts';

const DEFAULT_LIMIT_MS = 1000;

export const available: Checker = (history, spec) => {
  const limitMs = parameter(spec, 'limitMs', DEFAULT_LIMIT_MS);
  const outages = outagesOf(history);
  const { resolutionMs } = outages;
  const judged = outages.rows.length;
  const tooCoarse = resolutionDoubt(resolutionMs, limitMs);
  if (tooCoarse)
    return verdictOf({ unknown: [tooCoarse], facts: { judged, limitMs, resolutionMs: orNull(resolutionMs) } });
  let longestGapMs = 0;
  const tooLong: { from: number; to: number; lengthMs: number }[] = [];
  let count = 0;
  outages.forEachGap((from, to) => {
    const lengthMs = outages.lengthMs(from, to);
    longestGapMs = Math.max(longestGapMs, lengthMs);
    if (lengthMs <= limitMs) return;
    count++;
    tooLong.push({ from, to, lengthMs });
    if (tooLong.length > 100) tooLong.splice(50, 1);
  });
  return verdictOf({
    invalid: count > 0 ? [`${count} gap(s) longer than ${limitMs} ms; the longest ${Math.round(longestGapMs)} ms`] : [],
    witnesses: tooLong,
    facts: { judged, longestGapMs, limitMs, resolutionMs, gaps: count },
  });
};

/** What cannot be measured with this workload is unknown. @returns why, or null */
export function resolutionDoubt(resolutionMs: number, limitMs: number): string | null {
  if (Number.isNaN(resolutionMs)) return 'fewer than two writes were scheduled';
  if (limitMs >= 3 * resolutionMs) return null;
  return `the limit of ${limitMs} ms is below 3 times the distance between scheduled writes, ${resolutionMs} ms`;
}

export const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
