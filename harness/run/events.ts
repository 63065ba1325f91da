// What a run tells while it goes on: for the live view and the event log. Plain JSON, so that it crosses processes.

export const STEPS = [
  'setup',
  'baseline',
  'steady',
  'backup',
  'ready',
  'align',
  'inject',
  'recovery',
  'restore',
  'heal',
  'healthy',
  'settle',
  'final-reads',
  'persist',
  'logs',
  'teardown',
  'check',
  'report',
] as const;
export type Step = (typeof STEPS)[number];

/** `atMs`: on the run's monotonic clock. */
export type RunEvent =
  | { kind: 'phase'; atMs: number; step: Step; detail?: string }
  /** About twice a second while the workload runs. */
  | {
      kind: 'status';
      atMs: number;
      leader: string | null;
      /** Acknowledged writes in the last second. */
      writesPerSecond: number;
      /** Since the last acknowledged write, ms. */
      gapMs: number;
      acknowledged: number;
    }
  | { kind: 'log'; atMs: number; event: string; detail?: Record<string, unknown> };

export type OnEvent = (event: RunEvent) => void;
