import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import { summaryOf } from './run-summary.ts';
import { historyOf } from './samples/history.ts';
import { leaderKilled } from './samples/patroni.ts';
import { tableDropped } from './samples/recovery.ts';
import { report } from './samples/report.ts';

const of = (lines: HistoryLine[]) => summaryOf(report(lines, judge(historyOf(lines))));

test('the verdict in one line, and what became of the lease', () => {
  expect(of(leaderKilled())).toEqual({
    verdictLine: expect.stringMatching(/^VALID leader-killed: RTO 20\.6 s/),
    lease: ["the leader's lease was lost: it expired at 25.7 s; pg2 took it at 27.7 s; pg2 renewed it once, at 32.7 s"],
    restores: [],
  });
});

test('each restore with its time; one that did not succeed has none', () => {
  const lines = tableDropped().map((line) =>
    line.type === 'restore' && line.name === 'side-by-lsn' ? { ...line, outcome: 'fail' as const, value: null } : line,
  );
  expect(of(lines).restores).toEqual([
    { where: 'to the side', tookMs: 7500 },
    { where: 'to the side', tookMs: null },
    { where: 'in place', tookMs: 12_100 },
  ]);
});
