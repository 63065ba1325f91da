// What a run hands back, besides what it left on disk. Plain JSON, so that it crosses processes.
import type { Judgement } from '../core/verdict.ts';
import type { RunSummary } from '../report/index.ts';
import type { OwnCost } from './own-cost.ts';

/** Decides the exit code, by type and never by text. */
export type HarnessErrorName = 'SetupError' | 'FaultError' | 'InterruptedError' | 'UsageError' | 'Error';

export interface RunResult extends RunSummary {
  slug: string;
  title: string;
  /** Absolute path of the run's folder. */
  folder: string;
  judgement: Judgement;
  /** Why the run ended without a judgement of its whole history. `judgement.valid` is then unknown, or invalid. */
  error?: { name: HarnessErrorName; message: string; signal?: 'SIGINT' | 'SIGTERM' };
  /** What could not be taken down. Never part of the verdict. */
  troubles: string[];
  /** Where the time beyond the fault's own went, ms, in order. */
  overhead: { name: string; ms: number }[];
  /** What the harness took of the machine; absent where no load ran to its end. */
  ownCost?: OwnCost;
}
