// What is said of a run where there is no room for its report: on the console, and in the index of an invocation.
import type { Report, ToldRestoreTime } from './input.ts';
import { leaseClauses } from './lease.ts';
import { tookMs, where } from './restores.ts';
import { verdictLine } from './verdict-line.ts';

export interface RunSummary {
  /** One line: verdict, measured and permitted values. */
  verdictLine: string;
  /** What became of the leader's lease, one clause a fault; empty where there was none. */
  lease: string[];
  restores: ToldRestoreTime[];
}

export const summaryOf = (report: Report): RunSummary => ({
  verdictLine: verdictLine(report),
  lease: leaseClauses(report.view),
  restores: report.view.restores.map((restore) => ({ where: where(restore), tookMs: tookMs(restore) })),
});
