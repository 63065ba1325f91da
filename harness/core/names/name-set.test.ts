import { expect, test } from 'vitest';
import { NameSet } from './name-set.ts';

test('a name is new once, however great its id', () => {
  const set = new NameSet();
  expect([3, 1000, 3, 1000, 999, 0].map((id) => set.add(id))).toEqual([true, true, false, false, true, true]);
});
