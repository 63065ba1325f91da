// `junit.xml`: one test suite a run, one test case a checker. Invalid is a `<failure>`, unknown and the harness's own
// errors an `<error>`, decided by the verdict's type. Of a twin only what must be caught is judged: the other checkers
// are test cases too, but pass, with their verdict in `system-out`.
import type { Judgement, Verdict } from '../core/verdict.ts';
import { outcomeOf } from './figures.ts';
import { escaped, escapedAttribute } from './format.ts';
import type { Report } from './input.ts';

interface TestCase {
  name: string;
  result: 'passed' | 'failure' | 'error';
  type: string;
  message: string;
  detail: string;
}

export function toJunit(report: Report): string {
  const { meta } = report;
  const cases = testCases(report);
  const seconds = Math.max(0, (Date.parse(meta.finishedAt) - Date.parse(meta.startedAt)) / 1000) || 0;
  const numbers = attributes({
    tests: cases.length,
    failures: cases.filter((one) => one.result === 'failure').length,
    errors: cases.filter((one) => one.result === 'error').length,
    skipped: 0,
    time: seconds.toFixed(3),
  });
  const suite = attributes({ name: meta.title, timestamp: meta.startedAt, file: `${meta.file}:${meta.line}` });
  const troubles = meta.teardownTroubles.map((trouble) => `teardown: ${trouble}\n`).join('');
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites${attributes({ name: 'hadrill' })}${numbers}>`,
    `  <testsuite${suite}${numbers}>`,
    ...cases.map((one) => testCase(one, `hadrill.${meta.slug}`)),
    ...(troubles ? [`    <system-err>${escaped(troubles)}</system-err>`] : []),
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCases({ judgement, meta }: Report): TestCase[] {
  const { twin } = judgement;
  const cases = Object.entries(judgement.verdicts).map(([id, verdict]) => {
    const one = asCase(id, verdict);
    // Of a twin, the always-on checkers must be valid; what the others say does not matter.
    return twin && !ALWAYS.includes(id) ? { ...one, result: 'passed' as const } : one;
  });
  if (twin) cases.push(twinCase(judgement, twin.caughtBy));
  if (meta.harnessError) {
    const { name, message } = meta.harnessError;
    cases.push({ name: 'harness', result: 'error', type: name, message, detail: message });
  }
  const nothing = 'the run has no verdict';
  if (cases.length === 0)
    cases.push({ name: 'verdict', result: 'error', type: 'unknown', message: nothing, detail: '' });
  return cases;
}

const ALWAYS = ['workload-ran', 'faults-took-effect'];

function asCase(name: string, verdict: Verdict): TestCase {
  const { valid, reason } = verdict;
  return {
    name,
    result: valid === true ? 'passed' : valid === false ? 'failure' : 'error',
    type: valid === true ? 'valid' : valid === false ? 'invalid' : 'unknown',
    message: reason ?? (valid === true ? 'valid' : valid === false ? 'invalid' : 'unknown'),
    detail: JSON.stringify(verdict, null, 2),
  };
}

function twinCase(judgement: Judgement, caughtBy: string): TestCase {
  const reason = judgement.verdicts[caughtBy]?.reason ?? '';
  const name = `twin caught by ${caughtBy}`;
  switch (outcomeOf(judgement)) {
    case 'caught':
      return { name, result: 'passed', type: 'caught', message: `caught: ${reason}`, detail: reason };
    case 'not-caught':
      return {
        name,
        result: 'failure',
        type: 'not-caught',
        message: `${caughtBy} is valid, and must not be`,
        detail: '',
      };
    default:
      return { name, result: 'error', type: 'unknown', message: `not judged: ${reason}`, detail: reason };
  }
}

function testCase({ name, result, type, message, detail }: TestCase, classname: string): string {
  const head = `    <testcase${attributes({ name, classname })}>`;
  const failed =
    result === 'passed' ? '' : `\n      <${result}${attributes({ type, message })}>${escaped(detail)}</${result}>`;
  const said = `\n      <system-out>${escaped(`${type}: ${message}\n${detail}`)}</system-out>`;
  return `${head}${failed}${said}\n    </testcase>`;
}

const attributes = (all: Record<string, string | number>): string =>
  Object.entries(all)
    .map(([name, value]) => ` ${name}="${escapedAttribute(value)}"`)
    .join('');
