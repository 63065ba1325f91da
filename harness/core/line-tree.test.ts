import { expect, test } from 'vitest';
import { ack, historyOf, RUN, refused } from './testing.ts';

test('more kinds of lines than are remembered at one place: each is what JSON says it is', () => {
  const lines = Array.from({ length: 2000 }, (_, i) => {
    const kind = i % 3 === 0 ? refused(i, i + 1, `E${i % 50}`) : ack(`pg${(i >> 3) % 20}/1`, i);
    return JSON.stringify({ process: 0, ...kind, index: i });
  });
  const { ops, names } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  const seen = lines.map((_, row) => names.text((ops.outcome[row] === 0 ? ops.node : ops.code)[row] as number));
  expect(seen).toEqual(lines.map((_, i) => (i % 3 === 0 ? `E${i % 50}` : `pg${(i >> 3) % 20}`)));
});
