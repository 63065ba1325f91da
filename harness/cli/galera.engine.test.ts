import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Judgement } from '../core/verdict.ts';
import { hadrill } from './testing.ts';

// The two Galera drills without which the others say nothing: a failover that loses nothing, and a split-brain that is seen.

let reports: string;
beforeAll(() => {
  reports = mkdtempSync(join(tmpdir(), 'hadrill-galera-'));
});
afterAll(() => rmSync(reports, { recursive: true }));

async function drill(slug: string) {
  const run = hadrill(['run', slug], reports);
  const code = await run.ended;
  const folder = realpathSync(join(reports, 'latest'));
  const judgement = JSON.parse(readFileSync(join(folder, 'verdict.json'), 'utf8')) as Judgement;
  return { code, folder, judgement, said: run.stdout() + run.stderr() };
}

test('a killed Galera writer is replaced within 10 s, after the others agreed that it is gone, and nothing is lost', async () => {
  const { code, judgement, said } = await drill('writer-killed');
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
  const { 'failover-within': rto, 'no-lost-writes': lost, 'no-split-brain': split } = judgement.verdicts;
  // A peer is suspected after 5 s, less one keepalive of 1 s: an outage shorter than that would be another drill.
  expect(rto?.facts.rtoMs).toBeGreaterThan(4000);
  expect(lost?.facts.lost).toBe(0);
  const judgedBy = (lost?.facts.judgedBy ?? []) as string[];
  expect([...judgedBy].sort()).toEqual(['g1', 'g2', 'g3']);
  expect(split?.facts.splits).toBe(0);
});

test('both sides of a partition bootstrapped: the split-brain is caught, with both nodes, both components and the overlap', async () => {
  const { code, folder, judgement, said } = await drill('bootstrap-on-both-sides');
  expect(judgement.twin, said).toEqual({ caughtBy: 'no-split-brain', caught: true });
  expect(code).toBe(0);
  const [witness] = judgement.verdicts['no-split-brain']?.witnesses ?? [];
  const { nodes, epochs, overlapMs } = witness as { nodes: string[]; epochs: string[]; overlapMs: number };
  const members = epochs.map((epoch) => epoch.split(':')[2]);
  expect(nodes).toContain('g1');
  expect([...members].sort()).toEqual(['g1', 'g2+g3']);
  // One history by name: only the members tell the two apart.
  expect(new Set(epochs.map((epoch) => epoch.split(':')[0])).size).toBe(1);
  expect(overlapMs).toBeGreaterThan(2000);
  // Judged again, offline, the verdict is the same.
  const again = hadrill(['check', '--json', join(folder, 'history.jsonl')], reports);
  expect(await again.ended).toBe(0);
  expect(JSON.parse(again.stdout())).toEqual(judgement);
});

test('nothing of it is left behind', () => {
  const left = execFileSync('docker', ['ps', '-aq', '--filter', 'label=hadrill.run'], { encoding: 'utf8' });
  expect(left).toBe('');
});
