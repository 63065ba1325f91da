// What the harness itself took of the machine, in one sentence: whether the drill measured the cluster or itself.
import { count, duration } from './format.ts';
import type { ReportMeta } from './input.ts';

/** Null where the run did not tell. */
export function ownCostInWords({ ownCost }: Pick<ReportMeta, 'ownCost'>): string | null {
  if (!ownCost) return null;
  const { cpuPercent, medianCpuPercent, overMs, peakMiB } = ownCost;
  const all = `${cpuPercent.toFixed(1)} % of one core over all ${duration(overMs)} of its load`;
  // A run of an earlier version did not tell.
  const median = medianCpuPercent === undefined ? '' : `, ${medianCpuPercent.toFixed(1)} % in its median second`;
  return `the harness took ${all}${median}, and ${count(peakMiB)} MiB at most`;
}
