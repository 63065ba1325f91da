import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './root.ts';
import { hadrill } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function outcome(args: string[], variables: Record<string, string> = {}) {
  const started = hadrill(args, folder, variables);
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

test.each([
  [['run', '--bogus'], /--bogus/],
  [['bogus'], /bogus/],
  [['run', 'no-such-scenario'], /no scenario matches "no-such-scenario"[\s\S]*leader-killed/],
  [['check', '/nowhere/history.jsonl'], /\/nowhere\/history\.jsonl/],
  [['check'], /history/],
  [['report', 'no-such-run'], /no run no-such-run/],
  [[], /Usage/],
])('a user mistake is exit 64 with its place and no stack trace: hadrill %j', async (args, said) => {
  const { code, stdout, stderr } = await outcome(args);
  expect(stderr).toMatch(said);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
});

test('a broken history is named by line and field', async () => {
  const path = join(folder, 'broken.jsonl');
  const run = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', engine: 'postgres', seed: 1, nodes: ['pg1'] },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', checkers: [], plannedFaults: 0 },
  };
  writeFileSync(path, `${JSON.stringify(run)}\n{"type":"mark","name":"m","invokedAtMs":1}\n{"type":"end","lines":3}\n`);
  const { code, stdout, stderr } = await outcome(['check', '--json', path]);
  expect(stderr).toMatch(/broken\.jsonl:2: .*completedAtMs/);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
});

test('a checker that does not exist is a usage error on the command line', async () => {
  const path = join(folder, 'broken.jsonl');
  expect(await outcome(['check', path, '--checkers', 'no-lost-write'])).toMatchObject({ code: 64, stdout: '' });
});

test('without an engine a drill is a setup error that says what to do, and the exit is 2', async () => {
  const { code, stderr } = await outcome(['run', 'leader-killed'], { DOCKER_HOST: `unix://${folder}/no.sock` });
  expect(stderr).toMatch(/bin\/setup|DOCKER_HOST/);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(2);
});

test('help is asked for and given: exit 0', async () => {
  expect(await outcome(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('doctor') });
});

test('a reader that goes away changes no verdict: an invalid history is exit 1 all the same', () => {
  const pipe = 'bin/hadrill check fixtures/histories/available.gap-too-long.bad.jsonl | true; exit $PIPESTATUS';
  expect(spawnSync('bash', ['-c', pipe], { cwd: ROOT }).status).toBe(1);
});

test('a reports folder that cannot be written is a usage error, and nothing is started', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  for (const reports of [file, join(file, 'below'), '/proc/below']) {
    const { code, stdout, stderr } = await outcome(['run', 'leader-killed', '--reports', reports]);
    expect(stderr).toContain(`reports cannot be written to ${reports}: `);
    expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
  }
});

test('a damaged run.json is named, without a stack trace', async () => {
  const run = join(folder, 'damaged');
  mkdirSync(run);
  writeFileSync(
    join(run, 'history.jsonl'),
    readFileSync(join(ROOT, 'fixtures/histories/available.gap-too-long.bad.jsonl')),
  );
  writeFileSync(join(run, 'run.json'), '{');
  const { code, stderr } = await outcome(['report', run]);
  expect(stderr).toMatch(/run\.json: /);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect(code).toBe(64);
});
