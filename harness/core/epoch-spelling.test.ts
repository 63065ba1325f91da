import { expect, test } from 'vitest';
import { HistoryReader } from './history-reader.ts';
import { newestEpoch } from './newest-epoch.ts';

test('timelines are one number however they are spelled', () => {
  const run = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', engine: 'postgres', seed: 1, nodes: ['pg1'] },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', checkers: [], plannedFaults: 0 },
  };
  const seen = { type: 'observation', node: 'pg1', role: 'primary', writable: true };
  const reader = new HistoryReader('h');
  for (const line of [
    run,
    { ...seen, askedAtMs: 0, atMs: 1, epoch: '00000002' },
    { ...seen, askedAtMs: 2, atMs: 3, epoch: '2' },
    { type: 'end', lines: 4 },
  ])
    reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
  const history = reader.finish();
  expect([...history.observations.epoch.subarray(0, 2)].map((id) => history.names.text(id))).toEqual(['2', '2']);
  expect(newestEpoch(history).text).toBe('2');
});
