import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { drills, expectSameOffline } from './testing-drills.ts';

// The drills themselves, run as a user runs them. One after another: two measured drills at once measure each other.
const drill = drills('drill');

test('a leader killed at the worst moment is replaced within 30 s and nothing acknowledged is lost', async () => {
  const drilled = await drill('leader-killed');
  const { code, folder, judgement, said } = drilled;
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
  const { 'failover-within': rto, 'no-lost-writes': lost } = judgement.verdicts;
  // At the worst moment the lease has its whole ttl before it: less than that would be another drill.
  expect(rto?.facts.rtoMs).toBeGreaterThan(18_000);
  expect(rto?.facts.rtoMs).toBeLessThan(30_000);
  expect(lost?.facts.lost).toBe(0);
  for (const file of ['junit.xml', 'summary.md', 'report.html', 'logs/pg1.log', 'logs/haproxy.log', 'config/pg1'])
    expect(existsSync(join(folder, file)), file).toBe(true);
  await expectSameOffline(drilled);
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
