import fc from 'fast-check';
import { expect, test } from 'vitest';
import { firstAndLast } from '../checker.ts';
import { Ends } from './ends.ts';

test('they are the first and the last 50 of all in order; of several at one moment and of one rank the order stays', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(60), fc.nat(3)), { maxLength: 250 }), fc.boolean(), (all, isRanked) => {
      const ends = new Ends<number>();
      for (const [i, [atMs, rank]] of all.entries())
        if (isRanked) ends.add(atMs, () => i, rank);
        else ends.add(atMs, () => i);
      const keyOf = (i: number) => (all[i]?.[0] ?? 0) * 10 + (isRanked ? (all[i]?.[1] ?? 0) : 0);
      const order = all.map((_, i) => i).sort((a, b) => keyOf(a) - keyOf(b) || a - b);
      expect(ends.told()).toEqual(firstAndLast(order));
      expect(ends.length).toBe(all.length);
    }),
  );
});

test('what is neither among the first nor among the last is not even made', () => {
  const ends = new Ends<number>();
  let made = 0;
  const make = () => ++made;
  for (let i = 0; i < 50; i++) ends.add(0, make);
  for (let i = 0; i < 50; i++) ends.add(9, make);
  for (let i = 0; i < 1000; i++) ends.add(5, make);
  expect([made, ends.length]).toEqual([100, 1100]);
});

test('what cannot be among the first or the last is known before it is added', () => {
  const ends = new Ends<number>();
  expect([ends.mayBeFirst(9), ends.mayBeLast(-9)]).toEqual([true, true]);
  for (let i = 0; i < 100; i++) ends.add(i, () => i);
  expect([48, 49].map((atMs) => ends.mayBeFirst(atMs))).toEqual([true, false]);
  expect([49, 50].map((atMs) => ends.mayBeLast(atMs))).toEqual([false, true]);
});
