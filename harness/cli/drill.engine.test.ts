import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Judgement } from '../core/verdict.ts';
import { hadrill, leftovers } from './testing.ts';

// The drills themselves, run as a user runs them. One after another: two measured drills at once measure each other.

const ours = leftovers();
let reports: string;
beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'hadrill-drill-'));
});
afterAll(() => rmSync(reports, { recursive: true }));

async function drill(slug: string) {
  const run = hadrill(['run', slug], reports);
  const code = await run.ended;
  const folder = realpathSync(join(reports, 'latest'));
  const judgement = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as Judgement;
  return { code, folder, judgement, said: run.stdout() + run.stderr() };
}

test('a leader killed at the worst moment is replaced within 30 s and nothing acknowledged is lost', async () => {
  const { code, folder, judgement, said } = await drill('leader-killed');
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
  const { 'failover-within': rto, 'no-lost-writes': lost } = judgement.verdicts;
  // At the worst moment the lease has its whole ttl before it: less than that would be another drill.
  expect(rto?.facts.rtoMs).toBeGreaterThan(18_000);
  expect(rto?.facts.rtoMs).toBeLessThan(30_000);
  expect(lost?.facts.lost).toBe(0);
  for (const file of ['junit.xml', 'summary.md', 'report.html', 'logs/pg1.log', 'logs/haproxy.log', 'config/pg1'])
    expect(existsSync(join(folder, file)), file).toBe(true);
  // Judged again, offline, the verdict is the same.
  const again = hadrill(['check', '--json', join(folder, 'history.jsonl')], reports);
  expect(await again.ended).toBe(0);
  expect(JSON.parse(again.stdout())).toEqual(judgement);
});

test('under the reference’s settings the same kill takes longer than 30 s, and is caught', async () => {
  const { code, judgement, said } = await drill('leader-killed-3');
  expect(judgement.twin, said).toEqual({ caughtBy: 'failover-within', caught: true });
  expect(code).toBe(0);
});

test('when nothing happens, nothing is reported', async () => {
  const { code, judgement, said } = await drill('nothing-happens');
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
});

test('a killed synchronous standby holds writers up for no longer than one HA loop', async () => {
  const { code, judgement, said } = await drill('replica-killed-2');
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
});

test('nothing of it is left behind', () => {
  expect(ours()).toEqual([]);
});
