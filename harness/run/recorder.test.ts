import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { RunLine } from '../core/history/history-format.ts';
import { redactor } from '../core/redact.ts';
import { openRecorder } from './recorder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-recorder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run: RunLine = {
  type: 'run',
  format: 'hadrill-history/1',
  scenario: 's',
  engine: 'postgres',
  seed: 1,
  startedAt: '2026-11-22T18:00:00.000Z',
  nodes: ['pg1'],
  checkers: [],
  plannedFaults: 0,
};
const mark = { type: 'mark' as const, name: 'm', invokedAtMs: 1, completedAtMs: 2 };

test('the run line is on disk before anything else happens, so that a killed run still says what it was', () => {
  const path = join(folder, 'history.jsonl');
  const recorder = openRecorder(path, run);
  expect(readFileSync(path, 'utf8')).toBe(`${JSON.stringify(run)}\n`);
  recorder.close(false);
});

test('a secret never reaches the disk, wherever in a line it stands', () => {
  const path = join(folder, 'history.jsonl');
  const recorder = openRecorder(path, run);
  recorder.mask(redactor(['p"4ssword']));
  recorder.write({ ...mark, name: 'password p"4ssword is wrong' });
  recorder.close(true);
  const [, line] = readFileSync(path, 'utf8').split('\n');
  expect(JSON.parse(line as string)).toMatchObject({ name: 'password [redacted] is wrong' });
});

test('a complete history ends with the number of its lines, an incomplete one has no end', () => {
  for (const complete of [true, false]) {
    const path = join(folder, `${complete}.jsonl`);
    const recorder = openRecorder(path, run);
    recorder.write(mark);
    recorder.close(complete);
    recorder.close(complete);
    recorder.write(mark);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    expect(lines.slice(2)).toEqual(complete ? ['{"type":"end","lines":3}'] : []);
  }
});

test('a history is never written over another one', () => {
  const path = join(folder, 'history.jsonl');
  openRecorder(path, run).close(true);
  expect(() => openRecorder(path, run)).toThrow(/EEXIST/);
});
