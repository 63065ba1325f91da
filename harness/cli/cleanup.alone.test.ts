import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { hadrill, leftovers, type Started } from './testing.ts';

let reports: string;
const running: Started[] = [];
beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'hadrill-cleanup-'));
});
afterEach(async () => {
  for (const each of running.splice(0)) {
    each.signal('SIGKILL');
    await each.ended;
  }
});
afterAll(() => rmSync(reports, { recursive: true }));

const start = (...args: string[]) => {
  const started = hadrill(args, reports);
  running.push(started);
  return started;
};
const ours = leftovers();
const newestRun = () => {
  const slug = join(reports, 'leader-killed');
  return join(slug, readdirSync(slug).sort().at(-1) ?? '');
};
/** The processes that run the drills of a command: its children and theirs. */
function descendants(pid: number): number[] {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  const children = table.flatMap(([child = 0, parent]) => (parent === pid ? [child] : []));
  return children.flatMap((child) => [child, ...descendants(child)]);
}

test('Ctrl-C while the cluster is starting removes what there is', async () => {
  const run = start('run', 'leader-killed');
  await run.line(/setup/);
  await expect.poll(() => ours().length, { timeout: 30_000 }).toBeGreaterThan(0);
  run.signal('SIGINT');
  expect(await run.ended).toBe(130);
  expect(ours()).toEqual([]);
});

test('Ctrl-C while the leader is dead heals, removes, keeps the history and judges it as incomplete', async () => {
  const run = start('run', 'leader-killed');
  await run.line(/recovery/);
  run.signal('SIGINT');
  expect(await run.ended).toBe(130);
  expect(run.stdout()).toMatch(/cleanup \(step heal kill/);
  expect(ours()).toEqual([]);
  const check = start('check', '--json', join(newestRun(), 'history.jsonl'));
  expect(await check.ended).toBe(2);
  expect(JSON.parse(check.stdout())).toMatchObject({ valid: 'unknown' });
  expect(readFileSync(join(newestRun(), 'verdict.json'), 'utf8')).toContain('history is incomplete');
});

test('a second Ctrl-C ends it at once, and what is left is removed all the same', async () => {
  const run = start('run', 'leader-killed');
  await run.line(/steady/);
  run.signal('SIGINT');
  await run.line(/once more to force/);
  run.signal('SIGINT');
  expect(await run.ended, run.stderr()).toBe(130);
  expect(ours()).toEqual([]);
});

test('a killed command takes its cluster down before its drills end', async () => {
  const run = start('run', 'leader-killed');
  await run.line(/steady/);
  run.signal('SIGKILL');
  await run.ended;
  await expect.poll(ours, { timeout: 60_000, interval: 500 }).toEqual([]);
});

test('what a killed harness leaves behind is removed by "clean", and its history is judged as incomplete', async () => {
  const run = start('run', 'leader-killed');
  await run.line(/steady/);
  for (const pid of [run.pid, ...descendants(run.pid)].reverse()) process.kill(pid, 'SIGKILL');
  await run.ended;
  expect(ours().length).toBeGreaterThan(0);
  const clean = start('clean');
  expect(await clean.ended).toBe(0);
  expect(clean.stdout()).toMatch(/removed container/);
  expect(ours()).toEqual([]);
  const check = start('check', join(newestRun(), 'history.jsonl'));
  expect(await check.ended).toBe(2);
  expect(check.stdout()).toContain('incomplete');
  const report = start('report', newestRun());
  expect(await report.ended).toBe(2);
});
