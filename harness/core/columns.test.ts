import { expect, test } from 'vitest';
import { grown, NumberPool } from './columns.ts';

test('a column grows with what it holds, and the old one gives its memory back at once', () => {
  const old = Uint16Array.of(1, 2, 65_535);
  const column = grown(old, 5);
  expect([...column]).toEqual([1, 2, 65_535, 0, 0]);
  expect(column).toBeInstanceOf(Uint16Array);
  expect(old.length).toBe(0);
});

test('a pool holds any number of numbers, and gives exactly these', () => {
  const pool = new NumberPool();
  for (let i = 0; i < 1000; i++) pool.push(i / 2);
  expect(pool.length).toBe(1000);
  expect([...pool.slice(998)]).toEqual([499, 499.5]);
});
