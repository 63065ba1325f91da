import { expect, test } from 'vitest';
import { markOf, restoreSentences, rowsBefore, rowsIn, rowsOverTime, targetAtMs, tookMs, where } from './restores.ts';
import { type ToldRestore, viewOf } from './run-view.ts';
import { tableDropped } from './samples/recovery.ts';

const view = viewOf(tableDropped());
const [byTime, byLsn] = view.restores as [ToldRestore, ToldRestore];

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

test('rows grow until the drop, then there are none, and after the restore in place they grow again', () => {
  const moments = [1000, 11_000, 20_000, 20_010, 57_000, 58_020, 69_000];
  expect(rowsOverTime(view, moments)).toEqual([0, 500, 950, null, null, 951, 1500]);
});

test('a restore to the side brings the cluster’s own table not back', () => {
  const side = { ...view, restores: [byTime, byLsn] };
  expect(rowsOverTime(side, [20_000, 20_010, 45_300])).toEqual([950, null, null]);
});

test('where a restore went, how long it took, and that one that failed took no time at all', () => {
  expect(view.restores.map(where)).toEqual(['to the side', 'to the side', 'in place']);
  expect(where({ ...byTime, to: undefined as never })).toBe('to side');
  expect([tookMs(byTime), tookMs({ ...byTime, outcome: 'fail' }), tookMs({ ...byTime, completedAtMs: null })]).toEqual([
    ...[7500, null, null],
  ]);
});

test('a mark that is a fault’s is told once; one that failed did not succeed', () => {
  const [first] = restoreSentences(view);
  expect(first).toBe('The restore side-by-time brought 950 rows back to the side in 7.5 s.');
  expect(restoreSentences({ ...view, faults: [], restores: [{ ...byTime, outcome: 'fail', value: null }] })).toEqual([
    'drop-table was marked at 20.0 s.',
    'The restore side-by-time did not succeed.',
  ]);
});
