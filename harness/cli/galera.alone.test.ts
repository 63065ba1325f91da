import { expect, test } from 'vitest';
import { drills, expectSameOffline } from './testing-drills.ts';

// The two Galera drills without which the others say nothing: a failover that loses nothing, and a split-brain that is seen.
const drill = drills('galera');

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
  const drilled = await drill('bootstrap-on-both-sides');
  const { code, judgement, said } = drilled;
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
  await expectSameOffline(drilled);
});
