// For tests of whole drills: runs them as a user does, one after another, and reads what they left on disk.
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Judgement } from '../core/verdict.ts';
import { hadrill, leftovers } from './testing.ts';

export interface Drilled {
  code: number;
  /** The run's folder. */
  folder: string;
  judgement: Judgement;
  history: HistoryLine[];
  /** All that it printed. */
  said: string;
}

/** Call it once a test file. @returns runs one drill; after the last one nothing may be left behind */
export function drills(name: string): (slug: string) => Promise<Drilled> {
  const ours = leftovers();
  let reports = '';
  beforeAll(() => {
    reports = mkdtempSync(join(tmpdir(), `hadrill-${name}-`));
  });
  afterAll(() => {
    rmSync(reports, { recursive: true });
    expect(ours()).toEqual([]);
  });
  return async (slug) => {
    const run = hadrill(['run', slug], reports);
    const code = await run.ended;
    const folder = realpathSync(join(reports, 'latest'));
    const read = (file: string) => readFileSync(join(folder, file), 'utf8').trim();
    return {
      code,
      folder,
      judgement: JSON.parse(read('verdict.json')) as Judgement,
      history: read('history.jsonl')
        .split('\n')
        .map((line) => JSON.parse(line) as HistoryLine),
      said: run.stdout() + run.stderr(),
    };
  };
}

/** Judged again, offline, the verdict is the same, and so is the exit code. */
export async function expectSameOffline({ code, folder, judgement }: Drilled): Promise<void> {
  const again = hadrill(['check', '--json', join(folder, 'history.jsonl')], folder);
  expect(await again.ended).toBe(code);
  expect(JSON.parse(again.stdout())).toEqual(judgement);
}
