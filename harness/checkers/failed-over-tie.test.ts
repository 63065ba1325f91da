import { expect, test } from 'vitest';
import { HistoryReader } from '../core/lines/history-reader.ts';
import { judge } from './judge.ts';

const RUN = {
  ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', seed: 1, startedAt: '2026-11-22T18:00:00.000Z' },
  ...{ engine: 'postgres', nodes: ['pg1', 'pg2'], plannedFaults: 1, checkers: [{ name: 'failover-within' }] },
};
const FAULT = { type: 'fault', name: 'kill', targets: [], injectedAtMs: 500, healedAtMs: 600, tookEffect: true };

/** Acknowledged writes, as [node, completedAtMs], around an injection at 500 ms. */
function failoverWithin(...acks: readonly (readonly [node: string, completedAtMs: number])[]) {
  const writes = acks.map(([node, at], i) => ({
    ...{ type: 'op', index: i, process: i, f: 'add', value: i, via: 'write', outcome: 'ok', node, epoch: '1' },
    ...{ scheduledAtMs: at, invokedAtMs: at, completedAtMs: at },
  }));
  const lines = [RUN, FAULT, ...writes];
  const reader = new HistoryReader('h');
  for (const line of [...lines, { type: 'end', lines: lines.length + 1 }])
    reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
  return judge(reader.finish(), ['failover-within']).verdicts['failover-within'];
}

const thereAndBack = [
  ['pg2', 800],
  ['pg1', 1000],
] as const;

test('a failover counts, two writes of the old primary last acknowledged at one moment and it leads again at the end', () => {
  expect(failoverWithin(['pg1', 400], ...thereAndBack)?.valid).toBe(true);
  expect(failoverWithin(['pg1', 400], ['pg1', 400], ...thereAndBack)?.valid).toBe(true);
});

test('no failover, both nodes acknowledged last before the injection at one moment: either may have been the last', () => {
  const found = failoverWithin(['pg1', 400], ['pg2', 400], ...thereAndBack);
  expect([found?.valid, found?.reason]).toEqual(['unknown', 'no failover happened']);
});
