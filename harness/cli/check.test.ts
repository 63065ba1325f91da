import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './root.ts';
import { hadrill } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-check-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function check(file: string, ...flags: string[]) {
  const started = hadrill(['check', join(ROOT, 'fixtures/histories', file), ...flags], folder);
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

test.each([
  ['no-lost-writes.all-there.ok.jsonl', 0, true],
  ['no-lost-writes.the-last-two-lost.bad.jsonl', 1, false],
  ['no-lost-writes.no-read-of-the-newest-epoch.unknown.jsonl', 2, 'unknown'],
  ['incomplete.last-line-cut.unknown.jsonl', 2, 'unknown'],
  ['incomplete.split-all-the-same.bad.jsonl', 1, false],
  ['twin.caught.ok.jsonl', 0, true],
  ['twin.not-caught.bad.jsonl', 1, false],
  ['twin.nothing-proven.unknown.jsonl', 2, 'unknown'],
])('the exit code is the verdict, and JSON is all that is printed: %s', async (file, code, valid) => {
  const { stdout, stderr, ...ended } = await check(file, '--json');
  expect([ended.code, stderr, JSON.parse(stdout).valid]).toEqual([code, '', valid]);
});

test('a file that breaks the format is exit 64 with file, line and field, and nothing on standard output', async () => {
  const { code, stdout, stderr } = await check('format.duplicate-value.refused.jsonl', '--json');
  expect(stderr).toMatch(/fixtures\/histories\/format\.duplicate-value\.refused\.jsonl:4: value: /);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
});

test('a checker that this version does not know, or that lacks its parameter, is exit 64 on the command line', async () => {
  const file = 'no-lost-writes.all-there.ok.jsonl';
  for (const names of ['from-the-future', 'no-lost-writes,', 'total-conserved'])
    expect(await check(file, '--json', '--checkers', names)).toMatchObject({ code: 64, stdout: '' });
});

test('chosen checkers are judged with their parameters of the run line, the always-on ones beside them', async () => {
  const { code, stdout } = await check(
    'format.ids.bad.jsonl',
    '--json',
    '--checkers',
    'failover-within,no-lost-writes',
  );
  expect(code).toBe(1);
  expect(Object.keys(JSON.parse(stdout).verdicts).sort()).toEqual([
    'faults-took-effect',
    'loose',
    'no-lost-writes',
    'strict',
    'workload-ran',
  ]);
});

test('in words: the verdict first, then each checker, and what became of the twin', async () => {
  expect((await check('twin.caught.ok.jsonl')).stdout).toMatch(
    /^valid\n[\s\S]*twin: no-lost-writes caught it, as it must\n$/,
  );
  expect((await check('twin.not-caught.bad.jsonl')).stdout).toMatch(/^INVALID\n[\s\S]*did not catch it\n$/);
  expect((await check('twin.nothing-proven.unknown.jsonl')).stdout).toMatch(/^unknown\n[\s\S]*could not tell\n$/);
});
