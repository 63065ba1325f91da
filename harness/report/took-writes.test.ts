import { expect, test } from 'vitest';
import type { HistoryLine, RunLine } from '../core/history/history-format.ts';
import { viewOf } from './run-view.ts';
import { tookWritesIn } from './took-writes.ts';

const RUN: RunLine = {
  ...{ type: 'run', format: 'hadrill-history/1', scenario: 'x', engine: 'postgres', seed: 1, plannedFaults: 0 },
  ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes: ['pg1', 'pg2'], checkers: [] },
};
const canary = (atMs: number, epoch: string, writable = true, node = 'pg1'): HistoryLine => ({
  ...{ type: 'observation', askedAtMs: atMs - 2, atMs, node, role: 'primary', writable, epoch },
});
const write = (completedAtMs: number, epoch: string, outcome: 'ok' | 'unknown' = 'ok'): HistoryLine => ({
  ...{ type: 'op', index: completedAtMs, process: 0, f: 'add', via: 'write', value: completedAtMs, outcome },
  ...{ scheduledAtMs: completedAtMs, invokedAtMs: completedAtMs, completedAtMs, node: 'pg1', epoch },
});
const took = (lines: HistoryLine[], epoch = '1') =>
  tookWritesIn(viewOf([RUN, ...lines]), 'pg1', epoch, { fromMs: 1000, toMs: 9000 });

test('clients’ writes and canaries are evidence, closer than a canary’s beat they are one stretch', () => {
  const lines = [canary(2000, '1'), write(2400, '1'), canary(2900, '1'), write(3401, '1'), write(3500, '1')];
  expect(took(lines)).toEqual([
    { fromMs: 2000, toMs: 2900 },
    { fromMs: 3401, toMs: 3500 },
  ]);
});

test('what was refused, is unknown, of another history, of another node or outside the window is none', () => {
  const lines = [
    ...[canary(2000, '1', false), canary(2000, '2'), canary(2000, '1', true, 'pg2')],
    ...[write(3000, '1', 'unknown'), write(3000, '2'), write(999, '1'), write(9001, '1')],
  ];
  expect(took(lines)).toEqual([]);
  expect(took(lines, 'never seen')).toEqual([]);
  expect(took([write(1000, '1'), write(9000, '1')])).toHaveLength(2);
});

test('a timeline is a number, however it is spelled', () => {
  expect(took([write(2000, '01'), canary(2100, '001')])).toEqual([{ fromMs: 2000, toMs: 2100 }]);
});
