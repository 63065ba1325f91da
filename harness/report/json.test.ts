import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import { toJson } from './json.ts';
import { historyOf } from './samples/history.ts';
import { tooSlow } from './samples/patroni.ts';

test('verdict.json is what check --json prints, to the byte, a twin included', () => {
  const judgement = judge(historyOf(tooSlow(true)));
  expect(toJson(judgement)).toBe(`${JSON.stringify(judgement)}\n`);
  expect(JSON.parse(toJson(judgement)).twin).toEqual({ caughtBy: 'failover-within', caught: true });
});
