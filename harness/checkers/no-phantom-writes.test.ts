import { expect, test } from 'vitest';
import { ack, append, finalLists, finalRead, history, type Line, refused, txn, unsure } from '../core/lines/testing.ts';
import { noPhantomWrites } from './no-phantom-writes.ts';

const judge = (lines: Line[]) => noPhantomWrites(history(lines), { name: 'no-phantom-writes' });

test('what was acknowledged or may have happened is there: valid', () => {
  expect(judge([ack('pg1/1', 10), unsure(11), unsure(12, null), finalRead('pg1/1', [[10, 12]])])).toMatchObject({
    valid: true,
    facts: { judged: 3 },
  });
});

test('a value that nobody wrote, or whose only write failed: invalid, named with its node', () => {
  expect(judge([ack('pg1/1', 10), finalRead('pg2/1', [[10, 11]])])).toMatchObject({
    valid: false,
    witnesses: [{ node: 'pg2', value: 11 }],
    facts: { phantoms: 1 },
  });
  expect(judge([ack('pg1/1', 10), refused(11), finalRead('pg2/1', [[10, 11]])]).valid).toBe(false);
});

test('a write invoked with the read’s completion or later did not write what is there', () => {
  const lines = (from: number) => [
    ack('pg1/1', 10),
    ack('pg1/1', from),
    finalRead(
      'pg1/1',
      [
        [10, 10],
        [from, from],
      ],
      1000,
    ),
  ];
  expect(judge(lines(1009)).valid).toBe(true);
  expect(judge(lines(1010)).valid).toBe(false);
});

test('two nodes that hold the same: what was invoked between their reads is a phantom of the first one alone', () => {
  const lines = (invokedAtMs: number) => [
    ack('pg1/1', 10),
    { ...ack('pg1/1', 1500), invokedAtMs, value: 11 },
    finalRead('pg1/1', [[10, 11]], 1000),
    finalRead('pg2/1', [[10, 11]], 2000),
    finalRead('pg3/1', [[10, 11]], 3000),
  ];
  expect(judge(lines(1500))).toMatchObject({ valid: false, facts: { judged: 6, phantoms: 1 } });
  expect(judge(lines(500))).toMatchObject({ valid: true, facts: { judged: 6, phantoms: 0 } });
  expect(judge([ack('pg1/1', 10), ...lines(500).slice(2)])).toMatchObject({ valid: false, facts: { phantoms: 3 } });
});

test('any node’s final read is judged, whatever its epoch; a read that is not final, or of no node of the run, is not', () => {
  const lines = [ack('pg1/1', 10), ack('pg2/2', 20), finalRead('pg2/2', [[10, 10]])];
  expect(judge([...lines, finalRead('pg1/1', [[10, 11]])]).valid).toBe(false);
  expect(judge([...lines, finalRead('restored/1', [[10, 11]])]).valid).toBe(true);
  expect(judge([...lines, finalRead('pg1/1', [[10, 11]], 1000, { final: false })]).valid).toBe(true);
  expect(judge([...lines, finalRead('pg1/1', [[10, 11]], 1000, { outcome: 'unknown' })]).valid).toBe(true);
});

test('a value more than once: invalid', () => {
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]], 1000, { duplicates: [10] })])).toMatchObject({
    valid: false,
    witnesses: [{ node: 'pg1', value: 10, why: 'there twice' }],
    facts: { duplicates: 1 },
  });
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]], 1000, { duplicates: [] })]).valid).toBe(true);
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]], 1000, { duplicates: null })]).valid).toBe(true);
});

test('lists: an element that nobody appended to that key, one twice in a list, one under duplicates: invalid', () => {
  const lines = [append('pg1/1', [1, 2], 10), txn([['append', 'y', 5]], 20, 22, { outcome: 'fail' })];
  const holding = (value: Record<string, number[]>, more: Line = {}) =>
    judge([...lines, finalLists('pg1/1', value, 1000, more)]);
  expect(holding({ x: [1, 2] })).toMatchObject({ valid: true, facts: { judged: 2 } });
  expect(holding({ x: [1, 2, 3] })).toMatchObject({ valid: false, witnesses: [{ value: ['x', 3] }] });
  expect(holding({ x: [1, 2], y: [1] }).valid).toBe(false);
  expect(holding({ x: [1, 2], y: [5] }).valid).toBe(false);
  expect(holding({ x: [1, 2, 1] })).toMatchObject({ valid: false, facts: { judged: 3, duplicates: 1 } });
  expect(holding({ x: [1, 2] }, { duplicates: [['x', 2]] }).valid).toBe(false);
});

test('no final read, or only empty ones: nothing was judged, unknown', () => {
  expect(judge([ack('pg1/1', 10)])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
  expect(judge([ack('pg1/1', 10), finalRead('pg1/1', [])]).valid).toBe('unknown');
});

test('a read claims more values than anybody could list: counted by ranges, a hundred named', () => {
  const verdict = judge([ack('pg1/1', 10), finalRead('pg1/1', [[0, 1_000_000_000]])]);
  expect(verdict).toMatchObject({ valid: false, facts: { judged: 1_000_000_001, phantoms: 1_000_000_000 } });
  expect(verdict.witnesses).toHaveLength(100);
});
