import { expect, test } from 'vitest';
import type { RunLine } from '../core/history/history-format.ts';
import { faultSentences, whatWasDone } from './faults-in-words.ts';
import { type ToldFault, viewOf } from './run-view.ts';
import { nothingHappens } from './samples/patroni.ts';

const fault = (more: Partial<ToldFault>): ToldFault => ({
  ...{ type: 'fault', name: 'kill', targets: ['pg1'], injectedAtMs: 8000, healedAtMs: null, tookEffect: true, ...more },
});
const link = (to: string, delayMs?: number) => ({ from: 'pg1', to, ...(delayMs === undefined ? {} : { delayMs }) });

test.each([
  [fault({ primary: 'pg1' }), 'the leader pg1 was killed'],
  [fault({ primary: 'pg2' }), 'pg1 was killed'],
  [fault({ name: 'pause', targets: ['pg1', 'pg2'] }), 'pg1 and pg2 were frozen'],
  [fault({ name: 'isolate' }), 'pg1 was cut off from the others'],
  [fault({ name: 'cut', links: [link('etcd1'), link('etcd2')] }), 'pg1 was cut off from etcd1 and etcd2'],
  [fault({ name: 'latency', links: [link('etcd1', 2000)] }), 'pg1 was slowed down towards etcd1 by 2 s'],
  [fault({ name: 'latency', links: [link('etcd1')] }), 'pg1 was slowed down towards etcd1'],
  [fault({ name: 'kill-patroni', primary: 'pg1' }), 'the patroni process of the leader pg1 was killed'],
  [fault({ name: 'stop-patroni', primary: 'pg1' }), 'the patroni process of the leader pg1 was stopped'],
  [fault({ name: 'drop-table', primary: 'pg1' }), 'the table was dropped on the leader pg1'],
  [fault({ name: 'disk-full' }), 'pg1 was hit by disk-full'],
  [fault({ name: 'power-cut', targets: ['g1', 'g2', 'g3'] }), 'g1, g2 and g3 were cut off from power'],
  [fault({ name: 'heat', targets: [] }), 'the cluster was hit by heat'],
])('a fault in words: %#', (one, text) => {
  expect(whatWasDone(one, 'postgres')).toBe(text);
});

test('a fault without effect is told as such', () => {
  expect(faultSentences(viewOf([fault({ tookEffect: false })]))).toEqual(['pg1 was killed at 8.0 s, without effect.']);
});

test('a sentence begins with a capital letter, a node’s name does not', () => {
  expect(faultSentences(viewOf([fault({ primary: 'pg1' })]))).toEqual(['The leader pg1 was killed at 8.0 s.']);
});

test('a run that was cut off before it told of its fault does not say that nothing was broken', () => {
  const [run, ...rest] = nothingHappens();
  const planned = { ...(run as RunLine), plannedFaults: 1 };
  expect(faultSentences(viewOf(nothingHappens()))).toEqual(['Nothing was broken.']);
  expect(faultSentences(viewOf([planned, ...rest]))).toEqual(['The history tells of no fault.']);
  expect(faultSentences(viewOf(nothingHappens().slice(0, -1)))).toEqual(['The history tells of no fault.']);
});

test('many faults do not hide the verdict', () => {
  const many = Array.from({ length: 9 }, (_, at) => fault({ injectedAtMs: at * 1000 }));
  expect(faultSentences(viewOf(many))).toHaveLength(4);
  expect(faultSentences(viewOf(many)).at(-1)).toBe('6 more faults followed.');
});
