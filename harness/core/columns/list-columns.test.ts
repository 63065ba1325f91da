import { expect, test } from 'vitest';
import { areSameLists, listsOf } from './list-columns.ts';

test('one list behind the other, with where each ends', () => {
  expect(listsOf({ x: [3, 1], y: [], 7: [-(2 ** 53), 2 ** 53] })).toEqual({
    keys: ['7', 'x', 'y'],
    ends: Uint32Array.of(2, 4, 4),
    elements: Float64Array.of(-(2 ** 53), 2 ** 53, 3, 1),
  });
  expect(listsOf({})).toEqual({ keys: [], ends: new Uint32Array(), elements: new Float64Array() });
});

test('the same are those of the same keys in the same order, each with the same list', () => {
  const lists = { x: [3, 1], y: [2] };
  expect(areSameLists(listsOf(lists), listsOf({ ...lists }))).toBe(true);
  for (const other of [
    { x: [3, 1] },
    { x: [3], y: [1, 2] },
    { x: [3, 1], z: [2] },
    { x: [1, 3], y: [2] },
    { y: [2], x: [3, 1] },
  ])
    expect(areSameLists(listsOf(lists), listsOf(other))).toBe(false);
});
