import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { ReportMeta } from './input.ts';
import { bothBootstrapped, writerIsolated } from './samples/galera.ts';
import { historyOf } from './samples/history.ts';
import {
  isolatedLosing,
  leaderKilled,
  nothingHappens,
  nothingProven,
  slowEtcd,
  splitBrain,
  twinNotCaught,
} from './samples/patroni.ts';
import { tableDropped } from './samples/recovery.ts';
import { report } from './samples/report.ts';
import { storyOf } from './words.ts';

const told = (lines: HistoryLine[], meta: Partial<ReportMeta> = {}) =>
  storyOf(report(lines, judge(historyOf(lines)), meta));

test('one sentence says what broke, for how long, what is permitted, who took over and what was lost', () => {
  const { headline, details } = told(leaderKilled());
  expect(headline).toBe(
    'Writes stopped for 20.6 s (permitted: 30 s) after the leader pg1 was killed, until pg2 took over; no acknowledged write is lost.',
  );
  expect(details).toEqual([
    'The leader pg1 was killed at 8.0 s.',
    "The leader's lease was lost: it expired at 25.7 s; pg2 took it at 27.7 s; pg2 renewed it once, at 32.7 s.",
    'All 1,220 acknowledged writes are on every node.',
  ]);
});

test('a lease that was kept is told as well', () => {
  expect(told(slowEtcd()).details).toEqual([
    'The leader pg1 was slowed down towards etcd1, etcd2 and etcd3 by 2 s at 8.0 s.',
    "The leader's lease was kept: pg1 renewed it 5 times, at most 5.1 s apart.",
    'All 2,250 acknowledged writes are on every node.',
  ]);
});

test('what was broken comes before what held', () => {
  const { headline, details } = told(isolatedLosing());
  expect(headline).toMatch(
    /^Broken on purpose, and no-lost-writes caught it, as it must: 400 of 1,825 acknowledged writes are lost; writes/,
  );
  expect(details).toContain('The lost writes had been acknowledged by pg1 from 8.0 s to 16.0 s.');
});

test('a split-brain names both nodes, and its length as from which write to which it is', () => {
  expect(told(splitBrain()).headline).toContain(
    "pg1 and pg2 took writes in two histories (11.9 s from pg2's first in one to pg1's last in the other): a split-brain; writes stopped for 1.0 s (permitted: 30 s) after the patroni process of the leader pg1 was killed",
  );
  expect(told(bothBootstrapped()).headline).toContain(
    "after the writer g1 was cut off from g2 and g3, g2 and g1 took writes in two histories (12.0 s from g1's first in one",
  );
});

test('a twin that was not caught says so before its figures', () => {
  expect(told(twinNotCaught()).headline).toMatch(
    /^Broken on purpose, but failover-within did not notice: writes stopped/,
  );
});

test('a Galera cluster has a writer, not a leader', () => {
  expect(told(writerIsolated()).headline).toContain(
    'after the writer g1 was cut off from the others, until g2 took over',
  );
});

test('in a control nothing was broken', () => {
  const { headline, details } = told(nothingHappens());
  expect(headline).toMatch(
    /^The longest time without an acknowledged write was 21 ms \(permitted: 1 s\) while nothing was/,
  );
  expect(details[0]).toBe('Nothing was broken.');
});

test('a restore says which rows are back, or how many are not', () => {
  expect(told(tableDropped()).headline).toBe(
    'After the table was dropped on the leader pg1, every row acknowledged before drop-table is back, and none that came after it; no acknowledged write is lost.',
  );
  expect(told(tableDropped(1)).headline).toBe(
    'After the table was dropped on the leader pg1, the restore to drop-table lacks 1 row and has 0 too many; no acknowledged write is lost.',
  );
  expect(told(tableDropped()).details).toContain(
    'The restore side-by-lsn brought 950 rows back to the side in 11.3 s.',
  );
});

test('unknown: the reason first, each reason once with all who gave it', () => {
  expect(told(nothingProven()).headline).toBe(
    'Nothing is proven: 4 writes acknowledged before the first injection; 20 are needed (workload-ran).',
  );
  const cut = told(leaderKilled().slice(0, -1));
  expect(cut.headline).toBe('Nothing is proven: history is incomplete (8 checkers).');
});

test('a run that ended early proves nothing, whatever its checkers say', () => {
  const harnessError = { name: 'FaultError', message: 'kill pg1: no such container.' };
  expect(told(leaderKilled(), { harnessError }).headline).toBe(
    'Nothing is proven: the run ended early (kill pg1: no such container).',
  );
});

test('an availability that was broken is told beside a failover that was not', () => {
  const lines = leaderKilled().map((line) =>
    line.type === 'run' ? { ...line, checkers: [...line.checkers, { name: 'available', limitMs: 1000 }] } : line,
  );
  const { headline } = told(lines);
  expect(headline).toContain('The longest time without an acknowledged write was 20.6 s (permitted: 1 s)');
  expect(headline).toContain('writes stopped for 20.6 s (permitted: 30 s)');
});

test('the harness had no verdict at all, unknown', () => {
  const lines = leaderKilled();
  expect(storyOf(report(lines, { valid: 'unknown', verdicts: {} })).headline).toBe(
    'Nothing is proven: there is no verdict.',
  );
});
