import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import { bothBootstrapped } from './samples/galera.ts';
import { historyOf } from './samples/history.ts';
import {
  isolatedLosing,
  leaderKilled,
  nothingHappens,
  nothingProven,
  splitBrain,
  tooSlow,
  twinNotCaught,
} from './samples/patroni.ts';
import { tableDropped } from './samples/recovery.ts';
import { report } from './samples/report.ts';
import { expectedText, verdictLine } from './verdict-line.ts';

const lineOf = (lines: ReturnType<typeof leaderKilled>) =>
  verdictLine(report(lines, judge(historyOf(lines)), { slug: 'x' }));

test('a valid run says the measured RTO beside the permitted one and the band that was expected', () => {
  expect(lineOf(leaderKilled())).toBe(
    'VALID x: RTO 20.6 s (limit 30 s, expected 15.0–28.0 s), 0 of 1,220 acknowledged writes lost, no split-brain',
  );
});

test('an outage longer than permitted, invalid', () => {
  expect(lineOf(tooSlow())).toMatch(/^INVALID x: RTO 31\.4 s \(limit 30 s, expected 23\.0–48\.0 s\)/);
});

test('a twin is caught by name, with what caught it', () => {
  expect(lineOf(tooSlow(true))).toMatch(/^CAUGHT x: by failover-within, as it must be, RTO 31\.4 s \(limit 30 s/);
  expect(lineOf(isolatedLosing())).toContain('400 of 1,825 acknowledged writes lost');
  expect(lineOf(splitBrain())).toContain(
    "split-brain: pg1 and pg2 took writes in two histories (11.9 s from pg2's first in one to pg1's last in the other)",
  );
  expect(lineOf(bothBootstrapped())).toContain(
    "split-brain: g2 and g1 took writes in two histories (12.0 s from g1's first in one to g2's last in the other)",
  );
});

test('a twin that nobody caught is no success', () => {
  expect(lineOf(twinNotCaught())).toMatch(/^NOT CAUGHT x: failover-within says valid, and must not, RTO 20\.6 s/);
});

test('the control says its longest gap', () => {
  expect(lineOf(nothingHappens())).toMatch(/^VALID x: longest gap 21 ms \(limit 1 s\), 0 of 950 acknowledged writes/);
});

test('an unknown says why, before any figure', () => {
  expect(lineOf(nothingProven())).toMatch(/^UNKNOWN x: Nothing is proven: 4 writes acknowledged before the first inj/);
});

test('a restore is exact, or says what it lacks', () => {
  expect(lineOf(tableDropped())).toBe('VALID x: 0 of 1,550 acknowledged writes lost, restored exactly');
  expect(lineOf(tableDropped(3))).toBe(
    'INVALID x: 0 of 1,550 acknowledged writes lost, restore lacks 3 rows, 0 too many',
  );
});

test('a checker without a figure of its own says its reason when it is invalid', () => {
  const judgement = judge(historyOf(leaderKilled()));
  judgement.valid = false;
  judgement.verdicts['routed-to-primary'] = {
    valid: false,
    reason: '3 writes refused',
    facts: { judged: 9, wrong: 3 },
  };
  expect(verdictLine(report(leaderKilled(), judgement))).toContain('routed-to-primary: 3 writes refused');
});

test('a failing checker with an id of its own is said once, by its figure', () => {
  const lines = tooSlow().map((line) =>
    line.type === 'run' ? { ...line, checkers: [{ name: 'failover-within', id: 'my-limit', limitMs: 30_000 }] } : line,
  );
  const line = lineOf(lines);
  expect(line).toContain('RTO 31.4 s (limit 30 s');
  expect(line).not.toContain('my-limit');
});

test('a harness error is unknown, whatever the checkers say of what was recorded', () => {
  const lines = leaderKilled();
  const meta = { slug: 'x', harnessError: { name: 'FaultError', message: 'pg1 could not be\nhealed' } };
  expect(verdictLine(report(lines, judge(historyOf(lines)), meta))).toMatch(
    /^UNKNOWN x: Nothing is proven: the run ended early \(pg1 could not be healed\), RTO 20\.6 s/,
  );
});

test('the band is told where all faults expect the same', () => {
  const faults = leaderKilled().filter((line) => line.type === 'fault');
  const other = faults.map((fault) => ({ ...fault, expectedRtoMs: { min: 1, max: 2000 } }));
  expect(expectedText([...faults, ...faults])).toEqual(['expected 15.0–28.0 s']);
  expect(expectedText([...faults, ...other])).toEqual([]);
});
