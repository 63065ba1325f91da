// A report's input from a sample: what a run says of itself beside its history.
import type { HistoryLine } from '../../core/history/history-format.ts';
import type { Judgement } from '../../core/verdict.ts';
import type { Report, ReportMeta } from '../input.ts';
import { viewOf } from '../run-view.ts';

export const META: ReportMeta = {
  slug: 'leader-killed',
  title: 'a leader killed at the worst moment is replaced within 30 s and no acknowledged write is lost',
  file: 'scenarios/patroni/leader-killed.scenario.ts',
  line: 32,
  topology: 'patroni trixie tuned',
  startedAt: '2026-11-22T18:00:00.000Z',
  finishedAt: '2026-11-22T18:01:10.500Z',
  settings: { ttl: 20, loop_wait: 5, synchronous_mode: true },
  overhead: [
    { name: 'setup', ms: 8400 },
    { name: 'teardown', ms: 1900 },
  ],
  ownCost: { cpuPercent: 11.4, medianCpuPercent: 9.2, overMs: 41_300, peakMiB: 212 },
  teardownTroubles: [],
  logs: ['logs/pg1.log', 'config/pg1/etc/patroni.yml'],
};

export function report(lines: readonly HistoryLine[], judgement: Judgement, meta: Partial<ReportMeta> = {}): Report {
  const run = lines.find((line) => line.type === 'run');
  const title = run ? { title: run.scenario } : {};
  return { view: viewOf(lines), judgement, meta: { ...META, ...title, ...meta } };
}
