// `failover-within`: the longest outage that a fault caused is not longer than the limit, and there was a failover.
import { type Checker, firstAndLast, MOST_REASONS, parameter, verdictOf } from '../core/checker.ts';
import { rowsWhere } from '../core/columns/columns.ts';
import { orNull, resolutionDoubt } from './available.ts';
import { failedOver } from './failed-over.ts';
import { FaultOutages } from './fault-outages.ts';
import { outagesOf } from './outages.ts';

const DEFAULT_LIMIT_MS = 30_000;
const LONG_MS = 1000;

export const failoverWithin: Checker = (history, spec) => {
  const limitMs = parameter(spec, 'limitMs', DEFAULT_LIMIT_MS);
  const outages = outagesOf(history);
  const { resolutionMs } = outages;
  const judged = outages.rows.length;
  const tooCoarse = resolutionDoubt(resolutionMs, limitMs);
  if (tooCoarse)
    return verdictOf({ unknown: [tooCoarse], facts: { judged, limitMs, resolutionMs: orNull(resolutionMs) } });

  const faults = new FaultOutages(history, outages);
  const { injections, openMs } = faults;
  const rtoMs = faults.longestMs();
  const unknown: string[] = [];
  if (faults.count === 0) unknown.push('no fault was injected');
  else {
    if (!outages.scheduledAfter(injections.at(-1) as number))
      unknown.push('no write was scheduled after the last injection');
    if (!failedOver(history, outages, injections)) unknown.push('no failover happened');
  }
  if (openMs > LONG_MS) unknown.push(`writes had not come back for ${Math.round(openMs)} ms when the workload ended`);
  unknown.push(...tooQuick(faults));
  const tooLong = rowsWhere(faults.count, (fault) => faults.rtoMs(fault) > limitMs);
  return verdictOf({
    invalid: tooLong.length > 0 ? [`RTO ${Math.round(rtoMs ?? 0)} ms, permitted ${limitMs} ms`] : [],
    unknown,
    witnesses: firstAndLast(tooLong).map((fault) => faults.told(fault)),
    facts: { judged, rtoMs, limitMs, resolutionMs, perFault: faults.allTold() },
  });
};

/** A lost leader cannot be replaced sooner than its settings permit: such a fault did not do what it says. */
function tooQuick(faults: FaultOutages): string[] {
  const found: string[] = [];
  for (let fault = 0; fault < faults.count && found.length < MOST_REASONS; fault++) {
    const leastMs = faults.leastMs(fault);
    const rtoMs = faults.rtoMs(fault);
    if (Number.isNaN(leastMs) || rtoMs >= leastMs) continue;
    const measured = faults.has(fault) ? `an RTO of ${Math.round(rtoMs)} ms` : 'no outage';
    found.push(`${faults.told(fault).name}: ${measured}, where its settings permit none under ${leastMs} ms`);
  }
  return found;
}
