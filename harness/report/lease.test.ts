import { expect, test } from 'vitest';
import { leaseClauses, leaseStory } from './lease.ts';
import { type LeaseChange, type ToldFault, viewOf } from './run-view.ts';

const renewed = (leader: string, atMs: number): LeaseChange => ({ kind: 'renewed', leader, atMs });
const LOST: LeaseChange[] = [
  ...[renewed('pg1', 10_000), renewed('pg1', 14_900)],
  { kind: 'expired', leader: 'pg1', atMs: 35_000 },
  { kind: 'taken', leader: 'pg2', atMs: 35_120 },
  renewed('pg2', 40_000),
];
const fault = (more: Partial<ToldFault>): ToldFault => ({
  ...{
    type: 'fault',
    name: 'latency',
    targets: ['pg1'],
    injectedAtMs: 8000,
    healedAtMs: null,
    tookEffect: true,
    ...more,
  },
});

test('what another tool calls a lease is none of ours', () => {
  expect(leaseStory({ lease: 'kept' as never })).toBeNull();
});

test('a lease that ran out and passed on is told in order', () => {
  expect(leaseStory({ lease: LOST })).toEqual({
    fate: 'lost',
    text: 'pg1 renewed it 2 times, at most 4.9 s apart; it expired at 35.0 s; pg2 took it at 35.1 s; pg2 renewed it once, at 40.0 s',
  });
});

test('a lease that was kept is told as well, and so is one that stood still', () => {
  expect(leaseStory({ lease: [renewed('pg1', 9000), renewed('pg1', 19_000)] })).toEqual({
    fate: 'kept',
    text: 'pg1 renewed it 2 times, at most 10.0 s apart',
  });
  expect(leaseStory({ lease: [] })).toEqual({ fate: 'unchanged', text: '' });
});

test('a lease that its holder took anew was lost in between', () => {
  expect(leaseStory({ lease: [{ kind: 'taken', leader: 'pg1', atMs: 9000 }] })?.fate).toBe('lost');
});

test('a history of an earlier version tells it at the end of the evidence', () => {
  const of = (evidence: string) => leaseStory({ evidence });
  const kept = 'pg3 renewed it 6 times, at most 10.0 s apart';
  expect(of(`3 open connections reset; lease: ${kept}`)).toEqual({ fate: 'kept', text: kept });
  const lost = 'it expired at 37.5 s; pg2 took it at 37.7 s; pg2 renewed it 8 times, at most 5.0 s apart';
  expect(of(`a; lease: ${lost}`)).toEqual({ fate: 'lost', text: lost });
  expect(of('lease: it was neither renewed nor lost')?.fate).toBe('unchanged');
  expect(of('pg1 renewed its lease at 17336 ms or at most 102 ms before (15 s left)')).toBeNull();
});

test('where nobody watched a lease nothing is said of it', () => {
  expect(leaseStory({})).toBeNull();
  expect(leaseClauses(viewOf([fault({ name: 'power-cut' })]))).toEqual([]);
});

test('one clause a fault, which names the fault where there are several', () => {
  expect(leaseClauses(viewOf([fault({ lease: [renewed('pg1', 9000)] })]))).toEqual([
    "the leader's lease was kept: pg1 renewed it once, at 9.0 s",
  ]);
  const two = [fault({ lease: [] }), fault({ name: 'kill', targets: ['pg2'], injectedAtMs: 9000, lease: [] })];
  expect(leaseClauses(viewOf(two))).toEqual([
    "after pg1 was hit by latency, the leader's lease was neither renewed nor seen lost",
    "after pg2 was killed, the leader's lease was neither renewed nor seen lost",
  ]);
});
