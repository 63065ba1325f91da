import { expect, test } from 'vitest';
import { ack, GALERA, history, type Line, read, saw, unsure } from '../lines/testing.ts';
import { newestEpoch } from './newest-epoch.ts';

const newest = (lines: Line[], run: Line = {}) => newestEpoch(history(lines, run));

test('PostgreSQL: the greatest number, whenever it was seen', () => {
  expect(newest([ack('pg1/10', 10), ack('pg1/9', 20), saw('pg2/2', 'replica', 30)]).text).toBe('10');
  expect(newest([ack('pg1/9', 10)]).is('09')).toBe(true);
});

test('any acknowledged operation shows an epoch, one that was not acknowledged none', () => {
  expect(newest([read('pg1', 10, 12, { epoch: '3' })]).text).toBe('3');
  expect(newest([ack('pg1/1', 10), unsure(20, 22, { node: 'pg1', epoch: '3' })]).text).toBe('1');
});

test('observations of primaries and replicas show an epoch, others do not', () => {
  for (const role of ['primary', 'replica'] as const) expect(newest([saw('pg1/2', role, 10)]).text).toBe('2');
  for (const role of ['joining', 'non-primary', 'down', 'unreachable'] as const)
    expect(newest([saw('pg1/2', role, 10)]).text).toBeNull();
});

test('what is no node of the run shows no epoch', () => {
  expect(newest([ack('pg1/1', 10), ack('other/2', 20), saw('other/3', 'primary', 30)]).text).toBe('1');
});

test('nothing was seen: no epoch is the newest one', () => {
  const { text, is } = newest([]);
  expect([text, is(null), is(undefined), is('1')]).toEqual([null, false, false, false]);
});

test('Galera: the last one seen, an operation at its completion, an observation at its answer', () => {
  const [a, b] = ['u:7:g1+g2', 'v:1:g1+g2'];
  expect(newest([ack(`g1/${a}`, 10, 20), ack(`g2/${b}`, 12, 19)], GALERA).text).toBe(a);
  expect(newest([ack(`g1/${a}`, 10, 20), saw(`g2/${b}`, 'primary', 5, 21)], GALERA).text).toBe(b);
  expect(newest([ack(`g1/${a}`, 10, 20), saw(`g2/${b}`, 'primary', 5, 21)], GALERA).is(a)).toBe(false);
});

test('Galera: two were seen last at one moment: neither is the newest', () => {
  expect(newest([ack('g1/u:7:g1', 10, 20), ack('g2/v:1:g2', 12, 20)], GALERA).text).toBeNull();
});
