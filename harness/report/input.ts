// What a report is made from: the history's lines, the judgement, and what the run says of itself.
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Judgement } from '../core/verdict.ts';
import type { RunView } from './run-view.ts';

export interface ReportMeta {
  slug: string;
  title: string;
  /** File and line of the scenario. */
  file: string;
  line: number;
  /** As text, e.g. `patroni trixie tuned synchronous`. */
  topology: string;
  /** ISO times. */
  startedAt: string;
  finishedAt: string;
  versions?: Record<string, string>;
  /** Read back from the running cluster. */
  settings: Record<string, string | number | boolean>;
  /** Where the time beyond the fault's own went, ms, in order. */
  overhead: { name: string; ms: number }[];
  /** What the harness itself took while the load ran: percent of one core, for how long (ms), memory at most (MiB). */
  ownCost?: { cpuPercent: number; medianCpuPercent?: number; overMs: number; peakMiB: number };
  teardownTroubles: string[];
  /** Paths relative to the run's folder. */
  logs: string[];
  /** Why the run ended before its end. */
  harnessError?: { name: string; message: string };
}

export interface ReportInput {
  /** In any order; without the `end` line when the harness was killed. Read once, and no operation is kept. */
  lines: Iterable<HistoryLine>;
  judgement: Judgement;
  meta: ReportMeta;
}

/** What every form of the report is made from. */
export interface Report {
  view: RunView;
  judgement: Judgement;
  meta: ReportMeta;
}

/** One run of an invocation, for `reports/index.html`. */
export interface IndexEntry {
  slug: string;
  title: string;
  judgement: Judgement;
  /** Path of its `report.html`, relative to the index. */
  href: string;
  verdictLine?: string;
  restores?: readonly ToldRestoreTime[];
  error?: { name: string; message: string };
}

export interface ToldRestoreTime {
  /** `to the side`, `in place`. */
  where: string;
  /** Null: it did not succeed. */
  tookMs: number | null;
}
