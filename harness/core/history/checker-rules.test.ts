import { expect, test } from 'vitest';
import { historyOf, type Line, refusal, textOf } from '../lines/testing.ts';

test.each<[string, Line]>([
  ['checkers[0]', { checkers: ['available'] }],
  ['checkers[0].name', { checkers: [{ limitMs: 1 }] }],
  ['checkers[0].id', { checkers: [{ name: 'available', id: 1 }] }],
  ['checkers[1].id', { checkers: [{ name: 'available' }, { name: 'available' }] }],
  [
    'checkers[1].id',
    {
      checkers: [
        { name: 'available', id: 'x' },
        { name: 'failover-within', id: 'x' },
      ],
    },
  ],
  ['checkers[0].id', { checkers: [{ name: 'available', id: 'workload-ran' }] }],
  ['checkers[0].limitMs', { checkers: [{ name: 'available', limitMs: '1000' }] }],
  ['checkers[0].limitMs', { checkers: [{ name: 'failover-within', limitMs: '1000' }] }],
  ['checkers[0].withinMs', { checkers: [{ name: 'all-rejoined', withinMs: true }] }],
  ['checkers[0].maxBlindMs', { checkers: [{ name: 'no-split-brain', maxBlindMs: [] }] }],
  ['checkers[0].graceMs', { checkers: [{ name: 'routed-to-primary', graceMs: {} }] }],
  ['checkers[0].mark', { checkers: [{ name: 'restored-exactly' }] }],
  ['checkers[0].total', { checkers: [{ name: 'total-conserved', total: 1.5 }] }],
  ['checkers[0].total', { checkers: [{ name: 'total-conserved', total: null }] }],
  ['checkers[0].level', { checkers: [{ name: 'isolation', level: 'snapshot' }] }],
  ['checkers[0].name', { engine: 'mariadb', checkers: [{ name: 'routed-to-primary' }] }],
  ['expect.caughtBy', { expect: { caughtBy: 'restored-exactly' } }],
  ['expect.caughtBy', { engine: 'mariadb', expect: { caughtBy: 'routed-to-primary' } }],
])('a wrong %s in the run line: refused, whatever is asked for', (field, run) => {
  expect(refusal(textOf([], run)).startsWith(`h:1: ${field}: `)).toBe(true);
});

test('a field that this version does not know is let through in a history, and a number is taken as it was recorded', () => {
  const checkers = [
    { name: 'available', limitms: 5 },
    { name: 'failover-within', limitMs: -5, from: 'the future' },
  ];
  expect(historyOf(textOf([], { checkers })).run.checkers).toEqual(checkers);
});

test('a checker that this version does not know is let through, whatever its name', () => {
  const checkers = ['from-the-future', 'toString', '__proto__'].map((name) => ({ name }));
  expect(historyOf(textOf([], { checkers })).run.checkers).toHaveLength(3);
});
