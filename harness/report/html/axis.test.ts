import { expect, test } from 'vitest';
import { axisOf, BUCKETS, bucketOf, LEFT, RIGHT, startOf, ticks, tickText } from './axis.ts';

const axis = axisOf({ fromMs: 1000, toMs: 61_000 });

test('moments lie on one axis, and none leaves the picture', () => {
  expect([axis.x(1000), axis.x(61_000), axis.x(0), axis.x(1e9)]).toEqual([LEFT, RIGHT, LEFT, RIGHT]);
  expect(axis.x(31_000)).toBe((LEFT + RIGHT) / 2);
});

test('ticks are round and at most about a dozen, from a second to a day', () => {
  expect(ticks(axis)[0]).toBe(5000);
  for (const toMs of [2000, 61_000, 1_000_000, 86_400_000]) {
    const all = ticks(axisOf({ fromMs: 1000, toMs }));
    expect(all.length).toBeGreaterThan(4);
    expect(all.length).toBeLessThan(14);
  }
  expect([500, 12_000, 150_000].map(tickText)).toEqual(['0.5 s', '12 s', '2:30 min']);
});

test('a moment falls into the bucket that begins before it', () => {
  for (const ms of [1000, 1200, 33_333, 60_999]) expect(startOf(axis, bucketOf(axis, ms))).toBeLessThanOrEqual(ms);
  expect([bucketOf(axis, -5), bucketOf(axis, 61_000), bucketOf(axis, 1e9)]).toEqual([0, BUCKETS - 1, BUCKETS - 1]);
});
