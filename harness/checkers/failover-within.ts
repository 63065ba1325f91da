// `failover-within`: the longest outage that a fault caused is not longer than the limit, and there was a failover.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import type { FaultLine } from '../core/history-format.ts';
import { upperBound } from '../core/sort.ts';
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

  // Of several injected at one moment the name decides, and not the order of the file.
  const faults = [...history.faults].sort((a, b) => a.injectedAtMs - b.injectedAtMs || (a.name < b.name ? -1 : 1));
  const injections = Float64Array.from(faults, (fault) => fault.injectedAtMs);
  const perFault = faults.map(({ name }): Rto => ({ name, rtoMs: null, from: null, to: null }));
  let openMs = 0;
  outages.forEachGap((from, to, open) => {
    if (open) openMs = outages.lengthMs(from, to);
    if (!(to > (injections[0] ?? Number.POSITIVE_INFINITY))) return;
    const at = faultOf(outages, injections, from, to);
    const found = perFault[at] as Rto;
    const since = Math.max(from, injections[at] as number);
    if (found.rtoMs !== null && to - since <= found.rtoMs) return;
    const rtoMs = outages.lengthMs(from, to, since);
    if (found.rtoMs === null || rtoMs > found.rtoMs) Object.assign(found, { rtoMs, from: since, to });
  });
  const rtoMs = perFault.reduce<number | null>(
    (most, { rtoMs: ms }) => (ms === null ? most : Math.max(most ?? ms, ms)),
    null,
  );

  const unknown: string[] = [];
  if (faults.length === 0) unknown.push('no fault was injected');
  else {
    if (!outages.scheduledAfter(injections.at(-1) as number))
      unknown.push('no write was scheduled after the last injection');
    if (!failedOver(history, outages, injections)) unknown.push('no failover happened');
  }
  if (openMs > LONG_MS) unknown.push(`writes had not come back for ${Math.round(openMs)} ms when the workload ended`);
  unknown.push(...tooQuick(faults, perFault));
  const tooLong = perFault.filter((each) => each.rtoMs !== null && each.rtoMs > limitMs);
  return verdictOf({
    invalid: tooLong.length > 0 ? [`RTO ${Math.round(rtoMs ?? 0)} ms, permitted ${limitMs} ms`] : [],
    unknown,
    witnesses: tooLong,
    facts: { judged, rtoMs, limitMs, resolutionMs, perFault },
  });
};

/** To which fault a gap belongs, as its place among the injections, which are ascending. */
function faultOf(outages: Outages, injections: Float64Array, from: number, to: number): number {
  const next = upperBound(injections, from);
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
function tooQuick(faults: readonly FaultLine[], perFault: readonly Rto[]): string[] {
  return faults.flatMap(({ name, expectedRtoMs, explained }, at) => {
    if (!expectedRtoMs || (explained !== undefined && explained !== null)) return [];
    const rtoMs = perFault[at]?.rtoMs ?? null;
    if (rtoMs !== null && rtoMs >= expectedRtoMs.min) return [];
    const measured = rtoMs === null ? 'no outage' : `an RTO of ${Math.round(rtoMs)} ms`;
    return [`${name}: ${measured}, where its settings permit none under ${expectedRtoMs.min} ms`];
  });
}
