import { expect, test } from 'vitest';
import { cutOffRtoMs, expectedRtoMs, isoDurationMs, providerOptions } from './rto-band.ts';

// Galera's own defaults.
const GROUP = { keepaliveMs: 1000, suspectMs: 5000, inactiveCheckMs: 500, joinRetransMs: 1000 };

test('with quick checks the group decides: suspicion, less a keepalive at best, plus agreement at worst', () => {
  const proxy = { interMs: 1000, fastinterMs: 500, fall: 2, rise: 1, connectMs: 2000 };
  expect(expectedRtoMs(GROUP, proxy)).toEqual({ min: 4000, max: 7500 });
});

test("with the reference's checks the proxy decides: three failures, each as long as an attempt may be", () => {
  const proxy = { interMs: 3000, fastinterMs: 3000, fall: 3, rise: 2, connectMs: 10_000 };
  expect(expectedRtoMs(GROUP, proxy)).toEqual({ min: 6000, max: 3000 + 3 * 3000 + 2 * 3000 });
});

test('of an isolated writer the proxy learns only when it knows itself that it is alone: the clocks add up', () => {
  const proxy = { interMs: 1000, fastinterMs: 500, fall: 2, rise: 1 };
  expect(cutOffRtoMs(GROUP, proxy)).toEqual({ min: 4500, max: 9000 });
});

test('provider options are read as Galera prints them, and durations as ISO 8601', () => {
  const options = providerOptions('evs.suspect_timeout = PT5S; pc.recovery = false; gmcast.segment = 0; ');
  expect(options.get('evs.suspect_timeout')).toBe('PT5S');
  expect(options.get('pc.recovery')).toBe('false');
  expect(['PT5S', 'PT0.5S', 'PT1M', 'PT1H', 'P1D'].map(isoDurationMs)).toEqual([5000, 500, 60e3, 3600e3, 86400e3]);
  for (const bad of [undefined, '', '5', 'PT5']) expect(() => isoDurationMs(bad)).toThrow('not a duration');
});
