import { expect, test } from 'vitest';
import { ack, historyOf, RUN } from './testing.ts';

test('more names than a table has room for at first: each is found again', () => {
  const lines = Array.from({ length: 3000 }, (_, i) =>
    JSON.stringify({ process: 0, ...ack(`node-${i % 1000}/${i % 700}`, i), index: i }),
  );
  const { ops, names } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  const seen = lines.map((_, row) => `${names.text(ops.node[row] as number)}/${names.text(ops.epoch[row] as number)}`);
  expect(seen).toEqual(lines.map((_, i) => `node-${i % 1000}/${i % 700}`));
});
