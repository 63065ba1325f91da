import { expect, test } from 'vitest';
import { leaseStory } from './lease-story.ts';

const renewed = (leader: string, atMs: number) => ({ kind: 'renewed' as const, leader, atMs });

test('a lease that ran out and passed on is told in order, without what lay outside the fault', () => {
  const events = [
    ...[renewed('pg1', 5_000), renewed('pg1', 10_000), renewed('pg1', 14_900)],
    { kind: 'expired' as const, leader: 'pg1', atMs: 35_000 },
    { kind: 'taken' as const, leader: 'pg2', atMs: 35_120 },
    ...[renewed('pg2', 40_000), renewed('pg2', 80_000)],
  ];
  expect(leaseStory(events, 5_000, 41_000)).toBe(
    'lease: pg1 renewed it 2 times, at most 4.9 s apart; it expired at 35.0 s; pg2 took it at 35.1 s; pg2 renewed it once, at 40.0 s',
  );
});

test('a lease that stood still is said to; where there is no lease nothing is', () => {
  expect(leaseStory([renewed('pg1', 5_000)], 6_000, 9_000)).toBe('lease: it was neither renewed nor lost');
  expect(leaseStory([], 0, 9_000)).toBe('');
});
