import { expect, test } from 'vitest';
import type { RestoreLine } from '../core/history-format.ts';
import { markOf, rowsBefore, rowsIn, rowsOverTime, targetAtMs } from './restores.ts';
import { viewOf } from './run-view.ts';
import { tableDropped } from './samples/recovery.ts';

const view = viewOf(tableDropped());
const [byTime, byLsn] = view.restores as [RestoreLine, RestoreLine];

test('rows are counted from closed ranges', () => {
  expect([
    rowsIn([]),
    rowsIn([[0, 0]]),
    rowsIn([
      [0, 9],
      [20, 24],
    ]),
    rowsIn(null),
  ]).toEqual([0, 1, 15, null]);
});

test('a target lies on the run’s clock: a time by the start, an LSN by the mark that has it', () => {
  expect(targetAtMs(view, byTime)).toBe(20_002);
  expect(targetAtMs(view, byLsn)).toBe(20_002);
  expect(targetAtMs(view, { ...byLsn, target: { type: 'lsn', value: '0/1' } })).toBeNull();
  expect(targetAtMs(view, { ...byTime, target: { type: 'time', value: 'tomorrow' } })).toBeNull();
  expect(targetAtMs(view, { ...byTime, target: { type: 'time', value: '2026-11-22 19:00:20.5+01' } })).toBe(20_500);
});

test('before a barrier is what was acknowledged before its end, otherwise before its begin', () => {
  const mark = markOf(view, byTime);
  if (!mark) throw new Error('the sample has a mark');
  expect(rowsBefore(view, mark)).toBe(950);
  expect(rowsBefore(view, { ...mark, invokedAtMs: 10_000 })).toBe(950);
  expect(rowsBefore(view, { ...mark, barrier: false, invokedAtMs: 10_000 })).toBe(450);
});

test('rows grow until the drop, and then there are none', () => {
  expect(rowsOverTime(view, [1000, 11_000, 20_000, 20_010, 60_000])).toEqual([0, 500, 950, null, null]);
});
