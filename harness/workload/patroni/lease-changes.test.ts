import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  type LeaseEvent,
  type LeaseSample,
  leaseChange,
  NO_LEASE_SEEN,
  nextRenewalAtMs,
  noExpiryBeforeMs,
  noRenewalBeforeMs,
} from './lease-changes.ts';

const sample = (atMs: number, leader: string | null, leftS = 0, lease = '7'): LeaseSample => ({
  askedAtMs: atMs - 2,
  atMs,
  held: leader === null ? null : { leader, lease, ttlS: 20, leftS },
});

const run = (samples: LeaseSample[]) => {
  let state = NO_LEASE_SEEN;
  const events: LeaseEvent[] = [];
  for (const one of samples) {
    const next = leaseChange(state, one);
    state = next.state;
    if (next.event) events.push(next.event);
  }
  return { state, events };
};

test('the time left falls and then rises: renewed between the two samples', () => {
  const { events } = run([
    sample(0, 'pg1', 16),
    sample(100, 'pg1', 15),
    sample(200, 'pg1', 15),
    sample(300, 'pg1', 19),
  ]);
  expect(events).toEqual([{ kind: 'renewed', leader: 'pg1', atMs: 300, withinMs: 102 }]);
});

test('the first sample is no event: nobody saw what was before', () => {
  expect(run([sample(0, 'pg1', 3)]).events).toEqual([]);
  expect(run([sample(0, null)]).events).toEqual([]);
});

test('the key is gone: expired by its last holder, once; then taken by the next', () => {
  const { events } = run([sample(0, 'pg1', 1), sample(100, null), sample(200, null), sample(300, 'pg2', 19, '8')]);
  expect(events.map(({ kind, leader, atMs }) => [kind, leader, atMs])).toEqual([
    ['expired', 'pg1', 100],
    ['taken', 'pg2', 300],
  ]);
});

test('another lease is another hold, also of the same leader, and not a renewal', () => {
  const { events, state } = run([sample(0, 'pg1', 5), sample(100, 'pg1', 19, '8')]);
  expect(events.map(({ kind }) => kind)).toEqual(['taken']);
  expect(state.renewedAtMs).toEqual([]);
});

test('the next renewal is expected a loop_wait after the last, or after the distance of the last two', () => {
  const once = run([sample(0, 'pg1', 15), sample(100, 'pg1', 19)]).state;
  expect([nextRenewalAtMs(once, 5000), nextRenewalAtMs(once, null)]).toEqual([5100, null]);
  const twice = run([sample(0, 'pg1', 15), sample(100, 'pg1', 19), sample(5000, 'pg1', 15), sample(5110, 'pg1', 19)]);
  expect(nextRenewalAtMs(twice.state, null)).toBe(10_120);
  expect(nextRenewalAtMs(NO_LEASE_SEEN, 5000)).toBeNull();
});

test('whatever the period, each renewal of a simulated lease is seen once, within a sample of its moment', () => {
  const ttlMs = 20_000;
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1200, max: 15_000 }), { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 20, max: 180 }),
      (distances, everyMs) => {
        const renewals: number[] = [];
        for (const each of distances) renewals.push((renewals.at(-1) ?? 0) + each);
        const endMs = (renewals.at(-1) ?? 0) + 2 * everyMs;
        const samples: LeaseSample[] = [];
        for (let atMs = 0; atMs <= endMs; atMs += everyMs) {
          const renewedAt = renewals.findLast((each) => each <= atMs) ?? 0;
          const leftS = Math.floor((ttlMs - (atMs - renewedAt)) / 1000);
          samples.push({ askedAtMs: atMs, atMs, held: { leader: 'pg1', lease: '7', ttlS: 20, leftS } });
        }
        const seen = run(samples).events;
        expect(seen.map(({ kind }) => kind)).toEqual(renewals.map(() => 'renewed'));
        for (const [i, event] of seen.entries()) {
          expect(event.atMs).toBeGreaterThanOrEqual(renewals[i] ?? 0);
          expect(event.atMs - event.withinMs).toBeLessThanOrEqual(renewals[i] ?? 0);
        }
      },
    ),
  );
});

test('before a renewal was seen, the time left tells how early the next one may come; a lease nobody holds tells nothing', () => {
  // 20 s granted and 17 s left: renewed 3 s before at most, so with a loop of 5 s not again for 2 s.
  const { state } = run([sample(1000, 'pg1', 17)]);
  expect(noRenewalBeforeMs(state, 5000)).toBe(3000);
  expect(noRenewalBeforeMs(state, null)).toBeNull();
  expect(noRenewalBeforeMs(run([sample(0, null)]).state, 5000)).toBeNull();
  expect(noRenewalBeforeMs(NO_LEASE_SEEN, 5000)).toBeNull();
});

test('once a renewal was seen, the next one is expected a loop later', () => {
  const { state } = run([sample(1000, 'pg1', 15), sample(1100, 'pg1', 19)]);
  expect(noRenewalBeforeMs(state, 5000)).toBe(6100);
});

test('a lease does not expire before the whole seconds that it had left when it was asked for', () => {
  expect(noExpiryBeforeMs(run([sample(1000, 'pg1', 12)]).state)).toBe(998 + 12_000);
  expect(noExpiryBeforeMs(run([sample(1000, 'pg1', 12), sample(2000, null)]).state)).toBeNull();
  expect(noExpiryBeforeMs(NO_LEASE_SEEN)).toBeNull();
});
