import { expect, test } from 'vitest';
import { HistoryReader } from '../core/lines/history-reader.ts';
import { judge } from './judge.ts';

type Fields = Record<string, unknown>;

/** The verdict of a checker on two lines that have a time in common, in this order and the other, and other lines. */
function bothOrders(checker: Fields, two: readonly [Fields, Fields], others: readonly Fields[]) {
  const run = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: 's', seed: 1, startedAt: '2026-11-22T18:00:00.000Z' },
    ...{ engine: 'postgres', nodes: ['pg1'], plannedFaults: 0, checkers: [checker] },
  };
  return [two, [...two].reverse()].map((pair) => {
    const lines = [run, ...pair, ...others];
    const reader = new HistoryReader('h');
    for (const line of [...lines, { type: 'end', lines: lines.length + 1 }])
      reader.push(Buffer.from(`${JSON.stringify(line)}\n`));
    return judge(reader.finish()).verdicts[checker.name as string];
  });
}

test('of two final reads at one moment the one with the greater index is the last, wherever it is in the file', () => {
  const read = (index: number, value: unknown) => ({
    ...{
      type: 'op',
      index,
      process: 0,
      f: 'read-all',
      final: true,
      via: 'direct:pg1',
      outcome: 'ok',
      node: 'pg1',
      value,
    },
    ...{ scheduledAtMs: 50, invokedAtMs: 50, completedAtMs: 51 },
  });
  const found = bothOrders({ name: 'no-phantom-writes' }, [read(1, []), read(2, [[7, 7]])], []);
  expect(found.map((verdict) => verdict?.valid)).toEqual([false, false]);
});

test('of two observations that end at one moment the one asked later is the last, wherever it is in the file', () => {
  const seen = (askedAtMs: number, atMs: number, role: string) => ({
    ...{ type: 'observation', node: 'pg1', writable: null, askedAtMs, atMs, role },
  });
  const write = {
    ...{ type: 'op', index: 0, process: 0, f: 'add', value: 0, via: 'write', outcome: 'ok', node: 'pg1', epoch: '1' },
    ...{ scheduledAtMs: 500, invokedAtMs: 500, completedAtMs: 501 },
  };
  const two = [seen(0, 100, 'replica'), seen(100, 100, 'primary')] as const;
  const found = bothOrders({ name: 'routed-to-primary', graceMs: 100 }, two, [seen(900, 900, 'primary'), write]);
  expect(found.map((verdict) => verdict?.facts.judged)).toEqual([1, 1]);
});

test('of two faults injected at one moment the same one is given the outage, wherever it is in the file', () => {
  const fault = (name: string, min: number) => ({
    ...{ type: 'fault', name, targets: [], tookEffect: true, injectedAtMs: 150, healedAtMs: 200 },
    expectedRtoMs: { min, max: 9000 },
  });
  const writes = [100, 200].map((at, index) => ({
    ...{ type: 'op', index, process: 0, f: 'add', value: at, via: 'write', outcome: 'ok', node: 'pg1', epoch: '1' },
    ...{ scheduledAtMs: at, invokedAtMs: at, completedAtMs: at },
  }));
  const [one, other] = bothOrders({ name: 'failover-within' }, [fault('kill', 10), fault('cut', 10)], writes);
  expect(JSON.stringify(one)).toEqual(JSON.stringify(other));
});

test('of evidence that ends at one moment the greatest timeline is the newer side, wherever it is in the file', () => {
  const ack = (index: number, epoch: string, invokedAtMs: number, completedAtMs: number) => ({
    ...{ type: 'op', index, process: 0, f: 'add', value: index, via: 'write', outcome: 'ok', node: 'pg1', epoch },
    ...{ scheduledAtMs: invokedAtMs, invokedAtMs, completedAtMs },
  });
  const [older, oldest] = [ack(3, '1', 20, 30), ack(4, '0', 20, 30)];
  const found = bothOrders({ name: 'no-split-brain' }, [ack(1, '2', 5, 10), ack(2, '3', 0, 10)], [older, oldest]);
  for (const verdict of found) expect(verdict?.witnesses?.[0]).toMatchObject({ epochs: ['1', '3'], overlapMs: 30 });
  const others = bothOrders({ name: 'no-split-brain' }, [older, oldest], [ack(2, '3', 0, 10)]);
  expect(others[0]?.witnesses).toEqual(others[1]?.witnesses);
});
