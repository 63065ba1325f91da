import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import type { Judgement, Valid } from '../core/verdict.ts';
import { figuresOf, hasFigure, outcomeOf } from './figures.ts';
import { historyOf } from './samples/history.ts';
import { isolatedLosing, leaderKilled, splitBrain } from './samples/patroni.ts';
import { tableDropped } from './samples/recovery.ts';

const judged = (valid: Valid, twin?: Judgement['twin']): Judgement => ({
  valid,
  verdicts: {},
  ...(twin ? { twin } : {}),
});

test('a run is called by its judgement; a run that ended early is never green', () => {
  const caught = { caughtBy: 'no-lost-writes', caught: true };
  expect(outcomeOf(judged(true))).toBe('valid');
  expect(outcomeOf(judged(false))).toBe('invalid');
  expect(outcomeOf(judged('unknown'))).toBe('unknown');
  expect(outcomeOf(judged(true, caught))).toBe('caught');
  expect(outcomeOf(judged(false, { ...caught, caught: false }))).toBe('not-caught');
  expect(outcomeOf(judged('unknown', caught))).toBe('unknown');
  expect(outcomeOf(judged(true), new Error('ended early'))).toBe('unknown');
  expect(outcomeOf(judged(true, caught), new Error('ended early'))).toBe('unknown');
  // A broken promise was seen, whatever came after it.
  expect(outcomeOf(judged(false), new Error('ended early'))).toBe('invalid');
});

test('figures are the verdicts’ facts, to the last digit', () => {
  const judgement = judge(historyOf(leaderKilled()));
  const { facts } = judgement.verdicts['failover-within'] as Judgement['verdicts'][string];
  const figures = figuresOf(judgement);
  expect(figures.failover).toMatchObject({ valid: true, rtoMs: facts.rtoMs, limitMs: 30_000, resolutionMs: 20 });
  const [first] = facts.perFault as { from: number; to: number }[];
  expect(figures.outages).toMatchObject([{ name: 'kill', fromMs: first?.from, toMs: first?.to, rtoMs: facts.rtoMs }]);
  expect(figures.loss).toMatchObject({ acknowledged: 1220, lost: 0, rpoMs: null, judgedBy: ['pg1', 'pg2', 'pg3'] });
});

test('witnesses of lost writes and split-brains are drawn from, in time and length', () => {
  const { loss } = figuresOf(judge(historyOf(isolatedLosing())));
  expect(loss?.witnesses).toHaveLength(100);
  expect(loss?.witnesses[0]).toMatchObject({ value: '350', node: 'pg1', epoch: '1' });
  const { splitBrain: split } = figuresOf(judge(historyOf(splitBrain())));
  const [one] = split?.overlaps ?? [];
  expect(one).toMatchObject({ nodes: ['pg1', 'pg2'], epochs: ['1', '2'] });
  expect((one?.toMs ?? 0) - (one?.fromMs ?? 0)).toBeCloseTo(one?.overlapMs ?? -1, 6);
});

test('a restore that is not exact is named', () => {
  expect(figuresOf(judge(historyOf(tableDropped(2)))).restored).toEqual({
    ...{ valid: false, missing: 2, extra: 0, wrong: ['side-by-lsn'] },
  });
});

test('of several checkers of one name the worst counts', () => {
  const facts = (rtoMs: number, limitMs: number) => ({ judged: 1, rtoMs, limitMs });
  const verdicts = {
    wide: { valid: true as const, facts: facts(20_000, 60_000) },
    narrow: { valid: false as const, facts: facts(20_000, 10_000) },
  };
  expect(figuresOf({ valid: false, verdicts }).failover).toMatchObject({ valid: false, limitMs: 10_000 });
});

test('facts of a shape that is not known draw nothing and throw nothing', () => {
  const facts = { judged: 1, rtoMs: 'soon', perFault: [null, 7, {}], lost: null, splits: 1, longestGapMs: Number.NaN };
  const figures = figuresOf({
    valid: 'unknown',
    verdicts: { odd: { valid: 'unknown', facts, witnesses: [3, {}, null] } },
  });
  expect(figures.failover?.rtoMs).toBeNull();
  expect(figures.outages).toEqual([null, null, null]);
  expect(figures.splitBrain?.overlaps).toEqual([]);
  expect(figures.availability?.longestMs).toBeNull();
});

test('a figure is told from its fact where the checker has an id of its own', () => {
  expect(hasFigure('mine', { valid: true, facts: { judged: 1, rtoMs: 1 } })).toBe(true);
  expect(hasFigure('replicas-converge', { valid: true, facts: { judged: 1 } })).toBe(false);
});
