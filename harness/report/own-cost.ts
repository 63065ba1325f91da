// What the harness itself took of the machine, in one sentence: whether the drill measured the cluster or itself.
import { count, duration } from './format.ts';
import type { ReportMeta } from './input.ts';

/** Null where the run did not tell. */
export function ownCostInWords({ ownCost }: Pick<ReportMeta, 'ownCost'>): string | null {
  if (!ownCost) return null;
  const { cpuPercent, medianCpuPercent, overMs, peakMiB } = ownCost;
  return (
    `the harness took ${medianCpuPercent.toFixed(1)} % of one core in the median second of its load, ` +
    `${cpuPercent.toFixed(1)} % over all ${duration(overMs)} of it, and ${count(peakMiB)} MiB at most`
  );
}
