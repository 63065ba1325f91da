import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import type { Injection } from '../core/scenario.ts';
import { longestDuration, selfHealing } from './longest-duration.ts';
import { optionsOf } from './options.ts';

/** An injection whose heal takes a while, and tells how many were under way at once. */
function counted(fails = false) {
  const seen = { heals: 0, atOnce: 0, most: 0 };
  const injection: Injection = {
    targets: ['pg1'],
    injectedAtMs: 0,
    proveEffect: async () => ({ tookEffect: true, evidence: '' }),
    async heal() {
      seen.most = Math.max(seen.most, ++seen.atOnce);
      await sleep(10);
      seen.atOnce--;
      seen.heals++;
      if (fails) throw new Error('still there');
    },
  };
  return { seen, injection };
}

const logTo = (events: string[]) => ({ log: (event: string) => void events.push(event) });
const signal = AbortSignal.timeout(60_000);

test('a fault that nobody heals heals by itself at its longest duration, and a heal that comes meanwhile waits for it', async () => {
  const { seen, injection } = counted();
  const events: string[] = [];
  const healing = selfHealing(injection, 20, logTo(events));
  await expect.poll(() => seen.atOnce, { interval: 1 }).toBe(1);
  await healing.heal(signal);
  expect(seen).toEqual({ heals: 2, atOnce: 0, most: 1 });
  expect(events).toEqual(['healed by itself']);
});

test('a fault that was healed does not heal again by itself', async () => {
  const { seen, injection } = counted();
  const events: string[] = [];
  await selfHealing(injection, 30, logTo(events)).heal(signal);
  await sleep(60);
  expect([seen.heals, events]).toEqual([1, []]);
});

test('a fault that cannot heal by itself says so, and the next heal is tried all the same', async () => {
  const { seen, injection } = counted(true);
  const events: string[] = [];
  const healing = selfHealing(injection, 5, logTo(events));
  await expect.poll(() => events, { interval: 1 }).toEqual(['healed by itself', 'could not heal by itself']);
  await expect(healing.heal(signal)).rejects.toThrow('still there');
  expect(seen.heals).toBe(2);
});

test('a longest duration is a number of milliseconds', () => {
  const longest = (given: object) => optionsOf('cut', longestDuration, given).maxDurationMs;
  expect(longest({})).toBe(120_000);
  expect(longest({ maxDurationMs: 5000 })).toBe(5000);
  for (const maxDurationMs of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, '5000', null])
    expect(() => longest({ maxDurationMs })).toThrow(UsageError);
});
