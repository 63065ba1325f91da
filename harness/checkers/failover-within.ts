// `failover-within`: the longest outage that a fault caused is not longer than the limit, and there was a failover.
import { type Checker, MOST_REASONS, parameter, verdictOf } from '../core/checker.ts';
import { gather } from '../core/columns.ts';
import type { History } from '../core/history.ts';
import { upperBoundNear } from '../core/sort.ts';
import { orNull, resolutionDoubt } from './available.ts';
import { failedOver } from './failed-over.ts';
import { type Outages, outagesOf } from './outages.ts';

const DEFAULT_LIMIT_MS = 30_000;
const LONG_MS = 1000;

interface Rto {
  name: string;
  rtoMs: number | null;
  from: number | null;
  to: number | null;
}

export const failoverWithin: Checker = (history, spec) => {
  const limitMs = parameter(spec, 'limitMs', DEFAULT_LIMIT_MS);
  const outages = outagesOf(history);
  const { resolutionMs } = outages;
  const judged = outages.rows.length;
  const tooCoarse = resolutionDoubt(resolutionMs, limitMs);
  if (tooCoarse)
    return verdictOf({ unknown: [tooCoarse], facts: { judged, limitMs, resolutionMs: orNull(resolutionMs) } });

  const rows = history.faults.byInjectionAndName(history.names);
  const injections = gather(history.faults.injected, rows);
  const { longest, openMs } = longestGaps(outages, injections);
  const perFault = toldPerFault(history, rows, longest);
  const rtoMs = perFault.reduce<number | null>(
    (most, { rtoMs: ms }) => (ms === null ? most : Math.max(most ?? ms, ms)),
    null,
  );

  const unknown: string[] = [];
  if (rows.length === 0) unknown.push('no fault was injected');
  else {
    if (!outages.scheduledAfter(injections.at(-1) as number))
      unknown.push('no write was scheduled after the last injection');
    if (!failedOver(history, outages, injections)) unknown.push('no failover happened');
  }
  if (openMs > LONG_MS) unknown.push(`writes had not come back for ${Math.round(openMs)} ms when the workload ended`);
  unknown.push(...tooQuick(history, rows, perFault));
  const tooLong = perFault.filter((each) => each.rtoMs !== null && each.rtoMs > limitMs);
  return verdictOf({
    invalid: tooLong.length > 0 ? [`RTO ${Math.round(rtoMs ?? 0)} ms, permitted ${limitMs} ms`] : [],
    unknown,
    witnesses: tooLong,
    facts: { judged, rtoMs, limitMs, resolutionMs, perFault },
  });
};

/** Of each fault the longest of its gaps: its length, and where it lies. NaN where it has none. */
interface Longest {
  rtoMs: Float64Array;
  from: Float64Array;
  to: Float64Array;
}

/** @param injections ascending */
function longestGaps(outages: Outages, injections: Float64Array): { longest: Longest; openMs: number } {
  const none = () => new Float64Array(injections.length).fill(Number.NaN);
  const longest: Longest = { rtoMs: none(), from: none(), to: none() };
  const first = injections[0] ?? Number.POSITIVE_INFINITY;
  let openMs = 0;
  let next = 0;
  outages.forEachGap((from, to, open) => {
    if (open) openMs = outages.lengthMs(from, to);
    if (!(to > first)) return;
    next = upperBoundNear(injections, from, next);
    const at = faultOf(outages, injections, next, from, to);
    const since = Math.max(from, injections[at] as number);
    const most = longest.rtoMs[at] as number;
    const isFirst = Number.isNaN(longest.from[at] as number);
    if (!isFirst && to - since <= most) return;
    const rtoMs = outages.lengthMs(from, to, since);
    if (!isFirst && !(rtoMs > most)) return;
    longest.rtoMs[at] = rtoMs;
    longest.from[at] = since;
    longest.to[at] = to;
  });
  return { longest, openMs };
}

function toldPerFault({ faults, names }: History, rows: Uint32Array, { rtoMs, from, to }: Longest): Rto[] {
  const told: Rto[] = [];
  for (let i = 0; i < rows.length; i++) {
    const name = names.text(faults.name[rows[i] as number] as number);
    const [ms, fromMs, toMs] = [rtoMs[i] as number, from[i] as number, to[i] as number];
    if (Number.isNaN(fromMs)) told.push({ name, rtoMs: null, from: null, to: null });
    else told.push({ name, rtoMs: ms, from: fromMs, to: toMs });
  }
  return told;
}

/**
 * To which fault a gap belongs, as its place among the injections, which are ascending.
 * @param next the first injection after the gap's start
 */
function faultOf(outages: Outages, injections: Float64Array, next: number, from: number, to: number): number {
  const injected = injections[next];
  if (injected !== undefined && injected < to) {
    const slackMs = Math.max(LONG_MS, 3 * outages.resolutionMs);
    if (injected - from <= slackMs || next === 0) return next;
    const idleEnd = outages.idle.endOfFirst(from, to);
    if (idleEnd !== null && injected - idleEnd <= slackMs) return next;
  }
  return next - 1;
}

/** A lost leader cannot be replaced sooner than its settings permit: such a fault did not do what it says. */
function tooQuick({ faults }: History, rows: Uint32Array, perFault: readonly Rto[]): string[] {
  const found: string[] = [];
  for (let i = 0; i < rows.length && found.length < MOST_REASONS; i++) {
    const least = faults.leastRto[rows[i] as number] as number;
    const { name, rtoMs } = perFault[i] as Rto;
    if (Number.isNaN(least) || (rtoMs !== null && rtoMs >= least)) continue;
    const measured = rtoMs === null ? 'no outage' : `an RTO of ${Math.round(rtoMs)} ms`;
    found.push(`${name}: ${measured}, where its settings permit none under ${least} ms`);
  }
  return found;
}
