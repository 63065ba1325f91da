// What the harness itself took of the machine, in one sentence: whether the drill measured the cluster or itself.
import { count, duration } from './format.ts';
import type { ReportMeta } from './input.ts';

export const ownCostInWords = ({ cpuPercent, overMs, peakMiB }: NonNullable<ReportMeta['ownCost']>): string =>
  `the harness took ${cpuPercent.toFixed(1)} % of one core while its load ran (${duration(overMs)}), and ${count(peakMiB)} MiB at most`;

/** Null where the run did not tell. */
export const ownCostOf = ({ ownCost }: ReportMeta): string | null => (ownCost ? ownCostInWords(ownCost) : null);
