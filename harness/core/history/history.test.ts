import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, historyOf, type Line, saw, textOf, txn, unsure } from '../lines/testing.ts';
import { isNode } from './history.ts';

/** Three operations complete at one moment, one never does, two append. */
const LINES: Line[] = [
  ack('pg1/1', 10),
  txn([['append', 'x', 1]], 13, 14, { outcome: 'ok', node: 'pg1', epoch: '1' }),
  ack('pg1/1', 16, 20),
  ack('pg2/1', 18, 20),
  saw('pg1/1', 'primary', 15, 21, true),
  saw('pg2/1', 'replica', 11, 21),
  unsure(22, null),
  txn([['append', 'x', 2]], 23, 24, { outcome: 'ok', node: 'pg2', epoch: '2' }),
  saw('pg2/2', 'primary', 25, 27, true),
].map((line, index) => (line.type === 'op' ? { index, process: 0, ...line } : line));

function columnsOf(lines: readonly Line[]) {
  const { ops, observations: seen, names } = historyOf(textOf(lines));
  const { appends } = ops;
  const rows = (length: number) => Array.from({ length }, (_, row) => row);
  return {
    ops: rows(ops.length).map((row) => [
      ...[ops.index[row], ops.invoked[row], ops.completed[row], ops.value[row], ops.f[row], ops.outcome[row]],
      ...[names.text(ops.node[row] as number), names.text(ops.epoch[row] as number)],
    ]),
    seen: rows(seen.length).map((row) => [seen.asked[row], seen.at[row], seen.role[row], seen.writable[row]]),
    appends: rows(appends.length)
      .map((i) => [ops.index[appends.row[i] as number], appends.element[i]])
      .sort(([, a = 0], [, b = 0]) => a - b),
  };
}

const momentOf = (line: Line) => Number(line.atMs ?? line.completedAtMs ?? line.invokedAtMs);

test('lines in any order: rows in the order of time, those of one moment as in the file, appends with their transactions', () => {
  fc.assert(
    fc.property(fc.shuffledSubarray(LINES, { minLength: LINES.length }), (lines) => {
      const inOrder = [...lines].sort((a, b) => momentOf(a) - momentOf(b));
      const expected = columnsOf(inOrder);
      expect(columnsOf(lines)).toEqual(expected);
      expect(expected.appends).toEqual([
        [1, 1],
        [7, 2],
      ]);
    }),
  );
});

test.each([[[]], [['a', 'a', 'b']], [['', '\ud800', 'é']], [['2', '1']]])(
  'the nodes %j are the first names, each once, whatever lines name',
  (nodes) => {
    const names = new Set(nodes);
    const { lastNode, names: all } = historyOf(
      textOf([ack('1/1', 10), saw('2/2', 'primary', 25, 27, true)], { nodes }),
    );
    expect(lastNode).toBe(names.size);
    expect(Array.from({ length: lastNode }, (_, i) => all.text(i + 1))).toEqual([...names]);
    const others = ['1', '2', 'a', ...nodes].filter((name) => isNode({ lastNode }, all.find(name)));
    expect(new Set(others)).toEqual(new Set(['1', '2', 'a', ...nodes].filter((name) => names.has(name))));
    expect(isNode({ lastNode }, 0)).toBe(false);
  },
);
