import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { HistoryLine } from '../core/history/history-format.ts';
import { textOf } from '../report/samples/history.ts';
import { leaderKilled, tooSlow } from '../report/samples/patroni.ts';
import { hadrill } from './testing.ts';

let reports: string;

beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'hadrill-reports-'));
});
afterAll(() => rmSync(reports, { recursive: true }));

/** A run's folder with nothing but its history, as a killed run leaves it. */
function runWith(name: string, text: string): string {
  const folder = join(reports, name, '2026-11-22T18-00-00Z');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'history.jsonl'), text);
  return folder;
}

async function report(run: string) {
  const command = hadrill(['report', run], reports);
  const code = await command.ended;
  return { code, stdout: command.stdout(), stderr: command.stderr() };
}

test('a history alone is judged and reported: exit as its verdict, all files beside it', async () => {
  const folder = runWith('leader-killed', textOf(leaderKilled()));
  const { code, stdout } = await report(folder);
  expect(code).toBe(0);
  expect(stdout).toContain('VALID leader-killed: RTO 20.6 s (limit 30 s, expected 15.0–28.0 s)');
  expect(stdout).toContain(`report: ${join(folder, 'report.html')}`);
  expect(readdirSync(folder).sort()).toEqual([
    ...['history.jsonl', 'junit.xml', 'report.html', 'run.json', 'summary.md', 'verdict.json'],
  ]);
});

test('verdict.json is what check --json prints, to the byte', async () => {
  const folder = runWith('same', textOf(tooSlow()));
  expect((await report(folder)).code).toBe(1);
  const check = hadrill(['check', '--json', join(folder, 'history.jsonl')], reports);
  expect(await check.ended).toBe(1);
  expect(readFileSync(join(folder, 'verdict.json'), 'utf8')).toBe(check.stdout());
});

test('a run is found by its name in the reports, by any of its files, and as the latest', async () => {
  const folder = runWith('named', textOf(leaderKilled()));
  symlinkSync(folder, join(reports, 'latest'));
  for (const run of ['named/2026-11-22T18-00-00Z', join(folder, 'history.jsonl'), 'latest'])
    expect((await report(run)).code).toBe(0);
});

test('a killed run, its last line cut in half: unknown, and its report says that it was cut off', async () => {
  const text = textOf(leaderKilled());
  const folder = runWith('killed', text.slice(0, text.length - 120));
  const { code, stdout } = await report(folder);
  expect(code).toBe(2);
  expect(stdout).toContain('UNKNOWN killed: Nothing is proven: history is incomplete');
  expect(readFileSync(join(folder, 'report.html'), 'utf8')).toContain('the run was cut off');
});

test('no such run, a folder that is none, a broken history: 64, naming the place, without a stack', async () => {
  mkdirSync(join(reports, 'empty'));
  const lines: HistoryLine[] = leaderKilled().map((line) =>
    line.type === 'fault' ? { ...line, tookEffect: 'yes' as unknown as boolean } : line,
  );
  const broken = runWith('broken', textOf(lines));
  for (const [run, said] of [
    ['nowhere', 'no run nowhere'],
    ['empty', 'holds no history.jsonl'],
    [broken, 'tookEffect'],
  ] as const) {
    const { code, stdout, stderr } = await report(run);
    expect([code, stdout]).toEqual([64, '']);
    expect(stderr).toContain(said);
    expect(stderr).not.toMatch(/\n {4}at /);
  }
});
