import { expect, test } from 'vitest';
import { cutOffRtoMs, effectiveTtlS, expectedRtoMs } from './rto-band.ts';

test('the tuned settings expect 15 to 28 s, so that they hold 30 s at the worst moment', () => {
  expect(expectedRtoMs({ ttlS: 20, loopWaitS: 5, retryTimeoutS: 5, interMs: 1000, fastinterMs: 500, rise: 1 })).toEqual(
    {
      min: 15_000,
      max: 28_000,
    },
  );
});

test('the reference settings allow more than 30 s: its own promise is broken by its own numbers', () => {
  const band = expectedRtoMs({ ttlS: 30, loopWaitS: 10, retryTimeoutS: 10, interMs: 3000, fastinterMs: 3000, rise: 2 });
  expect(band).toEqual({ min: 23_000, max: 48_000 });
});

test('a leader that is out of touch may acknowledge for loop_wait + retry_timeout, so that the outage is that much shorter', () => {
  const tuned = { ttlS: 20, loopWaitS: 5, retryTimeoutS: 5, interMs: 1000, fastinterMs: 500, rise: 1 };
  expect(cutOffRtoMs(tuned)).toEqual({ min: 5_000, max: 28_000 });
  expect(cutOffRtoMs({ ...tuned, retryTimeoutS: 15 })).toEqual({ min: 0, max: 28_000 });
});

test('a ttl under 20 is raised since Patroni 3.2, and not before', () => {
  expect([effectiveTtlS(10, '3.0.2'), effectiveTtlS(10, '3.2.0'), effectiveTtlS(10, '4.0.7')]).toEqual([10, 20, 20]);
  expect(effectiveTtlS(30, '4.1.5')).toBe(30);
});
