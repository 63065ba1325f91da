import { expect, test } from 'vitest';
import { ack, append, finalLists, finalRead, history, type Line, refused, txn, unsure } from '../core/lines/testing.ts';
import { replicasConverge } from './replicas-converge.ts';

const judge = (lines: Line[], nodes = ['pg1', 'pg2']) =>
  replicasConverge(history(lines, { nodes }), { name: 'replicas-converge' });

test('all nodes hold the same, in whatever ranges: valid', () => {
  const lines = [
    finalRead('pg1/1', [[10, 12]]),
    finalRead('pg2/1', [
      [10, 10],
      [11, 12],
    ]),
  ];
  expect(judge([ack('pg1/1', 10), ack('pg1/1', 11), unsure(12), ...lines])).toMatchObject({
    valid: true,
    facts: { judged: 2 },
  });
});

test('they differ in an acknowledged value: invalid, with both nodes and the value', () => {
  const lines = [finalRead('pg1/1', [[10, 11]]), finalRead('pg2/1', [[10, 10]])];
  expect(judge([ack('pg1/1', 10), ack('pg1/1', 11), ...lines])).toMatchObject({
    valid: false,
    witnesses: [{ nodes: ['pg1', 'pg2'], value: 11 }],
  });
});

test('they differ in a value whose only write failed: invalid', () => {
  expect(judge([refused(11), finalRead('pg1/1', [[11, 11]]), finalRead('pg2/1', [])]).valid).toBe(false);
});

test('they differ only in unknown values, or in values that nobody wrote: unknown', () => {
  const lines = [ack('pg1/1', 10), finalRead('pg1/1', [[10, 11]]), finalRead('pg2/1', [[10, 10]])];
  expect(judge([...lines, unsure(11)])).toMatchObject({ valid: 'unknown', reason: expect.stringContaining('differ') });
  expect(judge([...lines, unsure(11, null)]).valid).toBe('unknown');
  expect(judge(lines).valid).toBe('unknown');
});

test('the write completed before the earlier of the two reads was invoked: it counts; with it: it does not', () => {
  const lines = (to: number) => [
    ack('pg1/1', 900, to),
    finalRead('pg1/1', [[900, 900]], 5000),
    finalRead('pg2/1', [], 1000),
  ];
  expect(judge(lines(999)).valid).toBe(false);
  expect(judge(lines(1000)).valid).toBe('unknown');
  expect(judge(lines(3000)).valid).toBe('unknown');
});

test('a value is there once and twice: they differ', () => {
  const twice = finalRead('pg2/1', [[10, 10]], 1000, { duplicates: [10] });
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]]), twice]).valid).toBe(false);
});

test('a node of the run has no final read, or fewer than two have one: unknown', () => {
  const [one, two] = [finalRead('pg1/1', [[10, 10]]), finalRead('pg2/1', [[10, 10]])];
  expect(judge([ack('pg1/1', 10), one, two], ['pg1', 'pg2', 'pg3'])).toMatchObject({
    valid: 'unknown',
    facts: { judged: 2 },
  });
  expect(judge([ack('pg1/1', 10), one], ['pg1'])).toMatchObject({ valid: 'unknown', facts: { judged: 1 } });
  expect(judge([ack('pg1/1', 10)])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

test('a node did not catch up, so that its read is unknown: unknown; two others differ all the same: invalid', () => {
  const lines = [
    ack('pg1/1', 10),
    finalRead('pg1/1', [[10, 10]]),
    finalRead('pg3/1', [], 1000, { outcome: 'unknown', value: null }),
  ];
  expect(judge([...lines, finalRead('pg2/1', [[10, 10]])], ['pg1', 'pg2', 'pg3']).valid).toBe('unknown');
  expect(judge([...lines, finalRead('pg2/1', [])], ['pg1', 'pg2', 'pg3']).valid).toBe(false);
});

test('what is no node of the run need not be the same', () => {
  const restored = finalRead('restored/1', []);
  expect(
    judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]]), finalRead('pg2/1', [[10, 10]]), restored]).valid,
  ).toBe(true);
});

test('every two reads are compared, not neighbours alone', () => {
  const lines = [
    ack('pg1/1', 10),
    ack('pg1/1', 11),
    finalRead('pg1/1', [[10, 10]]),
    finalRead('pg2/1', [[10, 11]]),
    finalRead('pg3/1', [[10, 10]]),
  ];
  expect(judge(lines, ['pg1', 'pg2', 'pg3']).witnesses).toMatchObject([
    { nodes: ['pg1', 'pg2'] },
    { nodes: ['pg2', 'pg3'] },
  ]);
});

const unknownAppend = (element: number) => txn([['append', 'x', element]], element, null, { outcome: 'unknown' });
const lists = (one: number[], two: number[], ...more: Line[]) =>
  judge([append('pg1/1', [1, 2], 10), ...more, finalLists('pg1/1', { x: one }), finalLists('pg2/1', { x: two })]).valid;

test('lists: an element missing, or the order of what both hold: invalid', () => {
  expect(lists([1, 2], [1, 2])).toBe(true);
  expect(lists([1, 2], [1])).toBe(false);
  expect(lists([1, 2], [2, 1])).toBe(false);
});

test('lists: an unknown element that one lacks changes no order; elements that both hold do, if one of them is settled', () => {
  expect(lists([1, 3, 2], [1, 2], unknownAppend(3))).toBe('unknown');
  expect(lists([1, 3, 2], [1, 2, 3], unknownAppend(3))).toBe(false);
  expect(lists([1, 2, 3, 4], [1, 2, 4, 3], unknownAppend(3), unknownAppend(4))).toBe('unknown');
});

test('lists: an element that is there twice has its place each time; how often it is there counts', () => {
  expect(lists([1, 2, 1], [1, 2, 1])).toBe(true);
  expect(lists([1, 2, 1], [1, 1, 2])).toBe(false);
  expect(lists([1, 1, 2, 1], [1, 1, 2])).toBe(false);
  expect(lists([3, 3, 3], [3, 3], unknownAppend(3))).toBe('unknown');
  expect(lists([1, 2, 3, 3, 3], [1, 2, 3, 3], unknownAppend(3))).toBe('unknown');
});

test('lists: the same elements under another key: invalid', () => {
  const lines = [append('pg1/1', [1], 10), finalLists('pg1/1', { x: [1] }), finalLists('pg2/1', { y: [1] })];
  expect(judge(lines).valid).toBe(false);
});

test('one node’s values and another node’s lists cannot be compared: unknown', () => {
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]]), finalLists('pg2/1', {})]).valid).toBe('unknown');
});
