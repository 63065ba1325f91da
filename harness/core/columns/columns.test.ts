import { expect, test } from 'vitest';
import { grown, NumberPool, reorderTable, withPlace } from './columns.ts';

test('a column grows with what it holds; a large old one gives its memory back at once, a small one stays as it is', () => {
  const old = Uint16Array.of(1, 2, 65_535);
  const column = grown(old, 5);
  expect([...column]).toEqual([1, 2, 65_535, 0, 0]);
  expect(column).toBeInstanceOf(Uint16Array);
  expect([...old]).toEqual([1, 2, 65_535]);
  const large = new Float64Array(200_000).fill(0.5);
  const larger = grown(large, 200_001);
  expect([larger.length, larger[199_999], larger[200_000]]).toEqual([200_001, 0.5, 0]);
  expect(large.length).toBe(0);
});

test('a column is doubled until it has a place, and is the same one where it has it', () => {
  const column = Uint8Array.of(1, 2);
  expect(withPlace(column, 1)).toBe(column);
  expect([...withPlace(column, 4)]).toEqual([1, 2, 0, 0, 0, 0, 0, 0]);
});

test('a pool holds any number of numbers, and gives exactly these', () => {
  const pool = new NumberPool();
  for (let i = 0; i < 1000; i++) pool.push(i / 2);
  expect(pool.length).toBe(1000);
  expect([...pool.slice(998)]).toEqual([499, 499.5]);
});

test('a table in another order: the same rows, and room for as many more', () => {
  const table = { time: Float64Array.of(0.5, 1.5, 2.5, 0), code: Uint8Array.of(7, 8, 9, 0) };
  reorderTable(table, ['time', 'code'], Uint32Array.of(2, 0, 1));
  expect([...table.time]).toEqual([2.5, 0.5, 1.5, 0]);
  expect([...table.code]).toEqual([9, 7, 8, 0]);
});
