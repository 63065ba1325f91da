import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { FinalRead } from './final-read.ts';
import { unlike } from './list-orders.ts';

type Lists = Record<string, number[]>;

/** Elements of different keys are different ones: those of `y` are from 10 on. */
function readOf(lists: Lists): FinalRead {
  const all = Object.entries(lists).map(
    ([key, list]) => [key, list.map((each) => (key === 'y' ? each + 10 : each))] as const,
  );
  const held = all.flatMap(([, list]) => list);
  const distinct = Float64Array.from(new Set(held)).sort();
  return {
    ...{
      node: 'pg1',
      epoch: '1',
      invokedAtMs: 0,
      completedAtMs: 1,
      first: distinct,
      last: distinct,
      length: held.length,
    },
    duplicates: [...distinct].filter((each) => held.indexOf(each) !== held.lastIndexOf(each)),
    lists: new Map(all.map(([key, list]) => [key, Uint32Array.from(list)])),
  };
}

/** Each time an element is there told apart: `3#1` is the second 3. */
const toldApart = (list: Uint32Array) =>
  [...list].map((element, i) => `${element}#${[...list.subarray(0, i)].filter((each) => each === element).length}`);

/** Pair by pair. */
function byTheBook(a: FinalRead, b: FinalRead): number[] {
  const found = new Set<string>();
  for (const [key, listA] of a.lists ?? []) {
    const listB = b.lists?.get(key);
    if (!listB) continue;
    const [one, other] = [toldApart(listA), toldApart(listB)];
    for (const [list, without] of [
      [one, other],
      [other, one],
    ] as const)
      for (const item of list) if (!without.includes(item) && !item.endsWith('#0')) found.add(item);
    const both = one.filter((item) => other.includes(item));
    for (const x of both)
      for (const y of both)
        if (one.indexOf(x) < one.indexOf(y) && other.indexOf(x) > other.indexOf(y)) found.add(x).add(y);
  }
  return ordered([...found].map((item) => Number.parseInt(item, 10)));
}

const ordered = (elements: readonly number[]) => [...new Set(elements)].sort((a, b) => a - b);

test('what is in another order, or more often in one of the two, is told; what only one of them holds is not', () => {
  const told = (one: number[], other: number[]) => ordered(unlike(readOf({ x: one }), readOf({ x: other })));
  expect(told([1, 2, 3], [1, 2])).toEqual([]);
  expect(told([1, 2], [2, 1])).toEqual([1, 2]);
  expect(told([1, 2, 1], [1, 1, 2])).toEqual([1, 2]);
  expect(told([1, 2, 1, 2], [1, 2, 2, 1])).toEqual([1, 2]);
  expect(told([1, 1, 2, 1], [1, 1, 2])).toEqual([1]);
  expect(told([1], [1, 1])).toEqual([1]);
  expect(told([1, 2, 1, 2], [1, 2, 1, 2])).toEqual([]);
});

test('any two lists, with elements twice or not: as the book says, pair by pair', () => {
  const list = fc.array(fc.nat(5), { maxLength: 7 });
  const once = fc.uniqueArray(fc.nat(7), { maxLength: 7 });
  const lists = fc.oneof(
    fc.record({ x: list, y: once }),
    fc.record({ x: once, y: once }),
    fc.record({ x: list, y: list }),
    fc.record({ y: list }),
  );
  fc.assert(
    fc.property(lists, lists, (one, other) => {
      const [a, b] = [readOf(one), readOf(other)];
      expect(ordered(unlike(a, b))).toEqual(byTheBook(a, b));
    }),
    { numRuns: 5000 },
  );
});

/** The same of a list that is too long to look for each element in it. */
function readOfOne(list: readonly number[]): FinalRead {
  const first = Float64Array.from(new Set(list)).sort();
  return {
    ...{ node: 'pg1', epoch: '1', invokedAtMs: 0, completedAtMs: 1, first, last: first, length: list.length },
    duplicates: list.length > first.length ? [0] : [],
    lists: new Map([['x', Uint32Array.from(list)]]),
  };
}

test('300,000 elements that are there once more in one of the two are told', () => {
  const many = Array.from({ length: 300_000 }, (_, i) => i);
  expect(unlike(readOfOne([...many, ...many]), readOfOne(many))).toHaveLength(many.length);
});
