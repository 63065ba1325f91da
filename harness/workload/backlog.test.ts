import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Backlog, GIVEN_UP_AFTER_MS, SENT_TOGETHER_MS } from './backlog.ts';

test('operations are handed out once each, in the order of their schedule', () => {
  const backlog = new Backlog(1000, 100);
  backlog.schedule(1025);
  expect([backlog.take(), backlog.take(), backlog.take(), backlog.take()]).toEqual([
    { n: 0, scheduledAtMs: 1000 },
    { n: 1, scheduledAtMs: 1010 },
    { n: 2, scheduledAtMs: 1020 },
    null,
  ]);
});

test('an operation is given up after it waited longer than the bound, not at it', () => {
  const backlog = new Backlog(0, 1);
  backlog.schedule(0);
  expect(backlog.givenUp(GIVEN_UP_AFTER_MS)).toEqual([]);
  expect(backlog.givenUp(GIVEN_UP_AFTER_MS + 1)).toEqual([{ n: 0, scheduledAtMs: 0 }]);
  expect([backlog.take(), backlog.empty]).toEqual([null, true]);
});

test('the next moment is the next due time, or the moment at which the oldest is given up', () => {
  const backlog = new Backlog(0, 0.5);
  expect(backlog.nextAtMs(true)).toBe(0);
  backlog.schedule(0);
  expect([backlog.nextAtMs(true), backlog.nextAtMs(false)]).toEqual([1001, 1001]);
  backlog.take();
  expect([backlog.nextAtMs(true), backlog.nextAtMs(false)]).toEqual([2000, Number.POSITIVE_INFINITY]);
});

test('operations that fall due within 20 ms share a wake-up, and none is later for it than that', () => {
  const backlog = new Backlog(0, 200);
  expect(backlog.nextAtMs(true)).toBe(15);
  backlog.schedule(15);
  const four = [0, 1, 2, 3].map((n) => ({ n, scheduledAtMs: 5 * n }));
  expect([1, 2, 3, 4, 5].map(() => backlog.take())).toEqual([...four, null]);
  expect(backlog.nextAtMs(true)).toBe(35);
  // Whoever asks at 21 ms is given the one that is due: the next four are counted from there.
  backlog.schedule(21);
  expect(backlog.take()).toEqual({ n: 4, scheduledAtMs: 20 });
  expect(backlog.nextAtMs(true)).toBe(40);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(10_000), (rate, nowMs) => {
      const other = new Backlog(0, rate);
      other.schedule(nowMs);
      const everyMs = 1000 / rate;
      // The wake-up comes with the last of those due within 20 ms after the first, whatever the rate.
      for (; other.take() !== null; );
      expect(other.nextAtMs(true) - nowMs).toBeLessThanOrEqual(Math.max(everyMs, SENT_TOGETHER_MS) + 1e-6);
    }),
  );
});

test('whatever clients do, every operation that was due is handed out or given up, once, in order', () => {
  const steps = fc.array(fc.record({ passMs: fc.nat(3000), takes: fc.nat(50) }), { maxLength: 30 });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 500 }), steps, (rate, plan) => {
      const backlog = new Backlog(0, rate);
      const seen: number[] = [];
      let nowMs = 0;
      for (const { passMs, takes } of plan) {
        nowMs += passMs;
        backlog.schedule(nowMs);
        for (const late of backlog.givenUp(nowMs)) {
          expect(nowMs - late.scheduledAtMs).toBeGreaterThan(GIVEN_UP_AFTER_MS);
          seen.push(late.n);
        }
        for (let i = 0; i < takes; i++) {
          const taken = backlog.take();
          if (taken === null) break;
          expect(nowMs - taken.scheduledAtMs).toBeLessThanOrEqual(GIVEN_UP_AFTER_MS);
          seen.push(taken.n);
        }
      }
      for (let left = backlog.take(); left !== null; left = backlog.take()) seen.push(left.n);
      expect(seen).toEqual(seen.map((_, i) => i));
      if (plan.length > 0) expect(seen.length).toBe(Math.floor((nowMs * rate) / 1000 + 1e-9) + 1);
    }),
  );
});
