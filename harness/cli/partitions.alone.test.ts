import { expect, test } from 'vitest';
import type { FaultLine } from '../core/history/history-format.ts';
import { type Drilled, drills } from './testing-drills.ts';

// The drills of partitions, run as a user runs them: what holds, and what must be caught. The others are in `drill:all`.
const drill = drills('partitions');
const faultOf = ({ history }: Drilled) =>
  history.find((line) => line.type === 'fault') as FaultLine & { links?: unknown[] };

test('an isolated primary is replaced within 30 s and nothing acknowledged is lost', async () => {
  const drilled = await drill('primary-isolated');
  const { code, judgement, said } = drilled;
  const fault = faultOf(drilled);
  expect(judgement, said).toMatchObject({ valid: true });
  expect(code).toBe(0);
  expect(judgement.verdicts['no-lost-writes']?.facts.lost).toBe(0);
  expect(fault).toMatchObject({ name: 'isolate', tookEffect: true, targets: [fault.primary] });
  expect(fault.links).toHaveLength(5);
});

test('under asynchronous replication the same partition is caught, with the number of lost writes and which they are', async () => {
  const { code, judgement, said } = await drill('primary-isolated-2');
  expect(judgement.twin, said).toEqual({ caughtBy: 'no-lost-writes', caught: true });
  expect(code).toBe(0);
  const { facts, witnesses = [] } = judgement.verdicts['no-lost-writes'] ?? {};
  // 200 a second for as long as it acknowledges alone: `retry_timeout` 5 s at least, less what is left of a slow start.
  expect(facts?.lost).toBeGreaterThan(500);
  expect(witnesses[0]).toMatchObject({ value: expect.any(Number), node: expect.any(String), epoch: '1' });
});
