import { expect, test } from 'vitest';
import { splitInWords } from './split-in-words.ts';

test('the length is told as what it is: from the newer side’s first write to the older side’s last', () => {
  expect(splitInWords({ nodes: ['g3', 'g1'], overlapMs: 10_910.663 })).toBe(
    "g3 and g1 took writes in two histories (10.9 s from g1's first in one to g3's last in the other)",
  );
});
