import fc from 'fast-check';
import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import { MadeList } from '../core/made-list.ts';
import type { Judgement } from '../core/verdict.ts';
import { jsonPieces, toJson } from './json.ts';
import { historyOf } from './samples/history.ts';
import { tooSlow } from './samples/patroni.ts';

test('verdict.json is what check --json prints, to the byte, a twin included', () => {
  const judgement = judge(historyOf(tooSlow(true)));
  expect(toJson(judgement)).toBe(`${JSON.stringify(judgement)}\n`);
  expect(JSON.parse(toJson(judgement)).twin).toEqual({ caughtBy: 'failover-within', caught: true });
});

test('in pieces it is the same text, whatever is in it, and none of them is long', () => {
  const same = (judgement: unknown) => {
    const text = [...jsonPieces(judgement as Judgement)];
    expect(text.join('')).toBe(toJson(judgement as Judgement));
    return text;
  };
  same(judge(historyOf(tooSlow(true))));
  same({ valid: true, reason: undefined, verdicts: {}, twin: { caughtBy: undefined } });
  const perFault = Array.from({ length: 5001 }, (_, i) => ({
    name: `kill ${i}`,
    rtoMs: i % 2 ? null : i,
    to: undefined,
  }));
  const verdicts = (faults: unknown) => ({
    'failover-within': { valid: false, facts: { judged: 1, perFault: faults } },
  });
  const pieces = same({ valid: false, verdicts: verdicts(perFault) });
  const made = new MadeList(perFault.length, (fault) => perFault[fault]);
  expect(same({ valid: false, verdicts: verdicts(made) })).toEqual(pieces);
  expect(pieces.length).toBeGreaterThan(2);
  expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(200_000);
  fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (any) => void same(any)));
});
