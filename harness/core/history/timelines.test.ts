import { expect, test } from 'vitest';
import { Names } from '../names/names.ts';
import { timelinesOf } from './timelines.ts';

test('a timeline is a number without a zero in front of it, whoever asks first, and however many names there are', () => {
  const names = new Names();
  const timelines = timelinesOf(names);
  const [pg1, zero, two, long, padded] = ['pg1', '0', '2', '92233720368547758070', '02'].map((each) => names.id(each));
  expect([long, pg1, zero, padded].map((name) => timelines.has(name as number))).toEqual([true, false, true, false]);
  expect([...timelines.numbers()]).toEqual([Number.NaN, Number.NaN, 0, 2, Number('92233720368547758070'), Number.NaN]);
  const last = Array.from({ length: 200 }, (_, i) => names.id(String(1000 + i))).at(-1) as number;
  expect(timelines.has(last)).toBe(true);
  expect([timelines.numbers().length, timelines.numbers()[two as number], timelines.numbers().at(-1)]).toEqual([
    names.count,
    2,
    1199,
  ]);
});

test('numbers that were given stay, however many names are added', () => {
  const names = new Names();
  const two = names.id('2');
  const timelines = timelinesOf(names);
  const before = timelines.numbers();
  for (let i = 0; i < 1000; i++) names.id(`n${i}`);
  expect(timelines.numbers().length).toBe(names.count);
  expect([before.length, before[two]]).toEqual([2, 2]);
});
