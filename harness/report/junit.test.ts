import { expect, test } from 'vitest';
import { judge } from '../checkers/judge.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Judgement, Verdict } from '../core/verdict.ts';
import type { ReportMeta } from './input.ts';
import { toJunit } from './junit.ts';
import { historyOf } from './samples/history.ts';
import { isolatedLosing, leaderKilled, nothingProven, tooSlow, twinNotCaught } from './samples/patroni.ts';
import { report } from './samples/report.ts';

const of = (lines: HistoryLine[], meta: Partial<ReportMeta> = {}) =>
  toJunit(report(lines, judge(historyOf(lines)), meta));

/** The text between a test case's tags. */
const caseOf = (xml: string, name: string): string => {
  const [, rest = ''] = xml.split(`<testcase name="${name}"`);
  return rest.split('</testcase>')[0] ?? '';
};
const numbers = (xml: string) => /tests="(\d+)" failures="(\d+)" errors="(\d+)"/.exec(xml)?.slice(1).map(Number);

test('every checker is a test case, and a valid run has neither failure nor error', () => {
  const xml = of(leaderKilled());
  expect(numbers(xml)).toEqual([8, 0, 0]);
  expect(xml).not.toMatch(/<failure|<error/);
  expect(caseOf(xml, 'failover-within')).toContain('&quot;rtoMs&quot;');
  expect(xml).toContain('timestamp="2026-11-22T18:00:00.000Z"');
  expect(xml).toContain('time="70.500"');
});

test('invalid is a failure', () => {
  const xml = of(tooSlow());
  expect(numbers(xml)).toEqual([8, 1, 0]);
  expect(caseOf(xml, 'failover-within')).toMatch(
    /<failure type="invalid" message="RTO 314\d\d ms, permitted 30000 ms">/,
  );
});

test('unknown is an error, decided by the verdict’s type', () => {
  const xml = of(nothingProven());
  expect(numbers(xml)?.[1]).toBe(0);
  expect(caseOf(xml, 'workload-ran')).toMatch(/<error type="unknown" message="4 writes acknowledged/);
  expect(caseOf(xml, 'faults-took-effect')).toContain('<error type="unknown"');
});

test('the type decides, not the words: a reason that speaks of errors is still a failure, and the reverse', () => {
  const facts = { judged: 1 };
  const verdicts: Record<string, Verdict> = {
    a: { valid: false, reason: 'error: unknown', facts },
    b: { valid: 'unknown', reason: 'failure: invalid', facts },
  };
  const xml = toJunit(report(leaderKilled(), { valid: false, verdicts }));
  expect(caseOf(xml, 'a')).toContain('<failure type="invalid" message="error: unknown">');
  expect(caseOf(xml, 'b')).toContain('<error type="unknown" message="failure: invalid">');
});

test('a harness error is an error with its own type', () => {
  const xml = of(leaderKilled(), { harnessError: { name: 'FaultError', message: 'pg1 could not be healed' } });
  expect(numbers(xml)).toEqual([9, 0, 1]);
  expect(caseOf(xml, 'harness')).toContain('<error type="FaultError" message="pg1 could not be healed">');
});

test('a twin that was caught passes whatever other checkers say, and they are told', () => {
  const xml = of(isolatedLosing());
  expect(numbers(xml)?.slice(1)).toEqual([0, 0]);
  expect(caseOf(xml, 'no-lost-writes')).toContain('invalid: 400 of 1825 acknowledged writes lost');
  expect(caseOf(xml, 'twin caught by no-lost-writes')).toContain('caught: 400 of 1825');
});

test('a twin that was not caught is a failure, one that could not be judged an error', () => {
  const missed = of(twinNotCaught());
  expect(caseOf(missed, 'twin caught by failover-within')).toContain('<failure type="not-caught"');
  const lines = tooSlow(true).map((line) => (line.type === 'fault' ? { ...line, tookEffect: false } : line));
  const unjudged = of(lines);
  expect(caseOf(unjudged, 'twin caught by failover-within')).toContain('<error type="unknown"');
  expect(caseOf(unjudged, 'faults-took-effect')).toContain('<error type="unknown"');
});

test('no verdict at all is an error, never an empty suite that passes', () => {
  const xml = toJunit(report([], { valid: 'unknown', verdicts: {} } as Judgement));
  expect(numbers(xml)).toEqual([1, 0, 1]);
});

test('foreign text is escaped, in attributes with its line ends', () => {
  const verdicts: Record<string, Verdict> = {
    'a"<b>': { valid: false, reason: 'x <y> & "z"\n\u0000', facts: { judged: 1 } },
  };
  const xml = toJunit(report(leaderKilled(), { valid: false, verdicts }, { title: '<t> & "q"' }));
  expect(xml).toContain('name="a&quot;&lt;b&gt;"');
  expect(xml).toContain('message="x &lt;y&gt; &amp; &quot;z&quot;&#10;␀"');
  expect(xml).toContain('name="&lt;t&gt; &amp; &quot;q&quot;"');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 cannot carry them
  expect(xml).not.toMatch(/[\u0000-\u0008]/);
});

test('teardown trouble is told and fails nothing', () => {
  const xml = of(leaderKilled(), { teardownTroubles: ['network hadrill-1 is in use'] });
  expect(xml).toContain('<system-err>teardown: network hadrill-1 is in use');
  expect(numbers(xml)?.slice(1)).toEqual([0, 0]);
});
