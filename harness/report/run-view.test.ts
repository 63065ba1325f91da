import { expect, test } from 'vitest';
import type { HistoryLine, ObservationLine, OpLine } from '../core/history/history-format.ts';
import { viewOf } from './run-view.ts';
import { leaderKilled } from './samples/patroni.ts';

const op = (more: Partial<OpLine>): OpLine => ({
  ...{ type: 'op', index: 0, process: 0, f: 'add', via: 'write', value: 1, outcome: 'ok' },
  ...{ scheduledAtMs: 5, invokedAtMs: 6, completedAtMs: 7, ...more },
});

test('writes are adds, transfers and transactions with an append, of any way and outcome; reads are none', () => {
  const view = viewOf([
    op({ node: 'pg1' }),
    op({ f: 'transfer', value: {}, outcome: 'unknown', completedAtMs: null, via: 'direct:pg1' }),
    op({ f: 'txn', value: [['append', 'x', 1]], outcome: 'fail', error: { code: '40001', message: 'serialization' } }),
    op({ f: 'txn', value: [['r', 'x', [1]]] }),
    op({ f: 'read-all', value: [[1, 2]] }),
    op({ outcome: 'fail', error: { code: 'NOT_SENT', message: 'all clients were waiting' } }),
  ]);
  expect([...view.writes]).toEqual([
    { scheduledAtMs: 5, completedAtMs: 7, fate: 'ok', node: 'pg1' },
    { scheduledAtMs: 5, completedAtMs: null, fate: 'unknown', node: null },
    { scheduledAtMs: 5, completedAtMs: 7, fate: 'fail', node: null },
    // Nobody refused it: it never left.
    { scheduledAtMs: 5, completedAtMs: 7, fate: 'not-sent', node: null },
  ]);
});

test('sightings come in order of time, in whatever order their lines were written', () => {
  const seen = (atMs: number): ObservationLine => ({
    ...{
      type: 'observation',
      askedAtMs: atMs - 1,
      atMs,
      node: 'pg1',
      role: 'primary',
      writable: atMs === 5,
      epoch: '1',
    },
  });
  const view = viewOf([seen(9), seen(5), seen(7)]);
  expect([...(view.sightings.get('pg1') ?? [])]).toEqual([
    { atMs: 5, role: 'primary', epoch: '1', tookWrite: true },
    { atMs: 7, role: 'primary', epoch: '1', tookWrite: false },
    { atMs: 9, role: 'primary', epoch: '1', tookWrite: false },
  ]);
});

test('the span reaches from the first to the last moment that anything is known of', () => {
  const lines: HistoryLine[] = [
    op({ scheduledAtMs: 100, invokedAtMs: 100, completedAtMs: 90_000 }),
    { type: 'fault', name: 'kill', targets: [], injectedAtMs: 40, healedAtMs: null, tookEffect: true },
  ];
  expect(viewOf(lines).span).toEqual({ fromMs: 40, toMs: 90_000 });
});

test('an empty history and one of a single moment still have a length', () => {
  expect(viewOf([]).span).toEqual({ fromMs: 0, toMs: 1000 });
  expect(viewOf([op({ scheduledAtMs: 7, invokedAtMs: 7, completedAtMs: 7 })]).span).toEqual({ fromMs: 7, toMs: 1007 });
});

test('without a run line the nodes are those that were seen; without an end line the run was cut off', () => {
  const [run, ...rest] = leaderKilled();
  expect(run?.type).toBe('run');
  const cut = viewOf(rest.slice(0, -1));
  expect(cut.nodes).toEqual(['pg1', 'pg2', 'pg3']);
  expect([cut.run, cut.ended, viewOf(rest).ended]).toEqual([null, false, true]);
});

test('the lines are read once, so that they can come from a stream', () => {
  let reads = 0;
  const lines = leaderKilled();
  const once = {
    *[Symbol.iterator]() {
      reads++;
      yield* lines;
    },
  };
  expect(viewOf(once).writes.length).toBe(2250);
  expect(reads).toBe(1);
});
