import { expect, test } from 'vitest';
import { leaseDuring } from './lease-during.ts';

const renewed = (atMs: number) => ({ kind: 'renewed' as const, leader: 'pg1', atMs, withinMs: 100 });

test('what lay outside the fault is not its story, and neither is how late it was seen', () => {
  expect(leaseDuring([5000, 10_000, 41_000, 45_000].map(renewed), 5000, 41_000)).toEqual([
    { kind: 'renewed', leader: 'pg1', atMs: 10_000 },
    { kind: 'renewed', leader: 'pg1', atMs: 41_000 },
  ]);
});

test('a lease that stood still is another thing than one that nobody saw', () => {
  expect(leaseDuring([renewed(5000)], 6000, 9000)).toEqual([]);
  expect(leaseDuring([], 0, 9000)).toBeUndefined();
});
