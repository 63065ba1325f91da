import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROOT } from './root.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-startup-'));
  const run = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', engine: 'postgres', seed: 1, nodes: ['pg1'] },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', checkers: [], plannedFaults: 0 },
  };
  writeFileSync(join(folder, 'history.jsonl'), `${JSON.stringify(run)}\n{"type":"end","lines":2}\n`);
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Processor time of one start, s: other than time on the wall it does not grow when the machine is busy. */
function processorSeconds(words: string): number {
  const script = `TIMEFORMAT='%U %S'; time bin/hadrill ${words} >/dev/null 2>&1 || :`;
  const said = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`], { cwd: ROOT, encoding: 'utf8' });
  return said
    .trim()
    .split(' ')
    .reduce((sum, part) => sum + Number(part), 0);
}

test.each([['--help'], ['inject --help'], ['list'], ['check HISTORY']])(
  'a verb that touches no engine starts in under half a second: hadrill %s',
  (words) => {
    // The first start fills the compile cache.
    const starts = [1, 2, 3, 4].map(() => processorSeconds(words.replace('HISTORY', join(folder, 'history.jsonl'))));
    expect(Math.min(...starts)).toBeGreaterThan(0);
    expect(Math.min(...starts)).toBeLessThan(0.5);
  },
);
