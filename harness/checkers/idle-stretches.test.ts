import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, every, history, type Line, notSent, refused, unsure } from '../core/lines/testing.ts';
import { Outages } from './outages.ts';

const length = (lines: Line[], from: number, to: number, since = from) =>
  new Outages(history(lines)).lengthMs(from, to, since);
const acks = (from: number, to: number) => every(100, from, to, (at) => ack('pg1/1', at));

test('nothing was scheduled for exactly 1 s: it counts; for a millisecond more: it does not', () => {
  // The write before it is in flight until 902; the gap ends with the acknowledgement at 9002.
  const pause = (ms: number) => [
    ...acks(0, 1000),
    refused(902 + ms),
    ...every(100, 1902 + ms, 9000, (at) => refused(at)),
  ];
  expect(length(pause(1000), 902, 5000)).toBe(4098);
  expect(length(pause(1001), 902, 5000)).toBe(4098 - 1001);
});

test('writes are rare: a stretch must be longer than 3 times their distance as well', () => {
  const rare = (ms: number) => [0, 500, 1000, 1500, 2000, 2500, 2500 + ms].map((at) => refused(at, at));
  expect(length(rare(1500), 0, 4000)).toBe(4000);
  expect(length(rare(1501), 0, 4001)).toBe(2500);
});

test('a write in flight ends idleness, whatever becomes of it, until its completion', () => {
  const pause = [...acks(0, 1000), ...acks(8000, 9000)];
  expect(length(pause, 902, 8002)).toBe(2);
  expect(length([...pause, refused(1000, 5000)], 902, 8002)).toBe(8002 - 902 - 3000);
  expect(length([...pause, unsure(1000, 5000)], 902, 8002)).toBe(8002 - 902 - 3000);
});

test('what could not be sent was scheduled, but is not in flight', () => {
  const late = { ...notSent(1000), completedAtMs: 5000 };
  expect(length([...acks(0, 1000), ...acks(8000, 9000), late], 902, 8002)).toBe(2 + 98);
});

test('a write that never completed is in flight until the end of the gap in which it was invoked, not beyond', () => {
  const lines = [...acks(0, 1000), unsure(1000, null), ...acks(8000, 9000), ...acks(15_000, 16_000)];
  expect(length(lines, 902, 8002)).toBe(8002 - 902);
  expect(length(lines, 8902, 15_002)).toBe(2);
});

test('it hangs from a pause on: the pause before it is still idle', () => {
  const lines = [...acks(0, 1000), { ...unsure(8000, null), scheduledAtMs: 5000 }, ack('pg1/1', 9000)];
  expect(length(lines, 902, 9002)).toBe(9002 - 902 - (5000 - 902) - 3000);
});

test('a write by another way than the write port does not end idleness', () => {
  const beside = every(100, 1000, 8000, (at) => ack('pg1/1', at + 1, at + 3, { via: 'direct:pg1' }));
  expect(length([...acks(0, 1000), ...acks(8000, 9000), ...beside], 902, 8002)).toBe(2);
});

test('only the part from a moment on: what is idle before that moment is not taken off twice', () => {
  const lines = [...acks(0, 1000), ...acks(8000, 9000)];
  expect(length(lines, 902, 8002, 5000)).toBe(2);
  expect(length(lines, 902, 8002, 7500)).toBe(2);
  expect(length(lines, 902, 8002, 8001)).toBe(1);
});

/** Moment by moment, in steps of 50 ms: what the sentence says, without any cleverness. */
function lengthByTheBook(lines: Line[], from: number, to: number, since: number): number {
  const writes = lines as { scheduledAtMs: number; invokedAtMs: number; completedAtMs: number | null; error?: Line }[];
  const isBusy = (low: number, high: number) =>
    writes.some(({ scheduledAtMs, invokedAtMs, completedAtMs, error }) => {
      if (scheduledAtMs > low && scheduledAtMs < high) return true;
      if (error?.code === 'NOT_SENT') return false;
      if (completedAtMs === null && (invokedAtMs < from || invokedAtMs > to))
        return invokedAtMs > low && invokedAtMs < high;
      return invokedAtMs < high && (completedAtMs ?? to) > low;
    });
  const isPoint = (at: number) =>
    writes.some((w) => w.scheduledAtMs === at || (w.error?.code !== 'NOT_SENT' && w.invokedAtMs === at));
  const longer = Math.max(1000, 3 * new Outages(history(lines)).resolutionMs);
  let counted = to - since;
  for (let at = from; at < to; ) {
    if (isBusy(at, at + 50)) {
      at += 50;
      continue;
    }
    let end = at + 50;
    while (end < to && !isPoint(end) && !isBusy(end, end + 50)) end += 50;
    if (end - at > longer) counted -= Math.max(0, end - Math.max(at, since));
    at = end;
  }
  return counted;
}

test('any writes, any gap from the first to the last of them: as long as the book says', () => {
  const moment = fc.integer({ min: 0, max: 100 }).map((n) => n * 100);
  const write = fc.record({
    at: moment,
    wait: fc.constantFrom(0, 100, 900),
    // A clock that jumps back may let one complete before it was invoked.
    ms: fc.constantFrom(-100, 0, 50, 1000, 3000, null),
  });
  fc.assert(
    fc.property(
      fc.array(write, { minLength: 2, maxLength: 12 }),
      moment,
      moment,
      moment,
      fc.boolean(),
      (writes, a, b, c, lost) => {
        const lines = writes.map(({ at, wait, ms }, i) => ({
          ...(lost && i % 3 === 0 ? notSent(at) : unsure(at, ms === null ? null : at + wait + ms)),
          ...{ invokedAtMs: at + wait, value: i },
          ...(lost && i % 3 === 0 ? { completedAtMs: at + wait } : {}),
        }));
        const scheduled = writes.map(({ at }) => at);
        const [low, high] = [Math.min(...scheduled), Math.max(...scheduled)];
        const [from, since, to] = [a, b, c].map((at) => Math.min(Math.max(at, low), high)).sort((x, y) => x - y);
        const args = [from ?? 0, to ?? 0, since ?? 0] as const;
        expect(length(lines, ...args)).toBe(lengthByTheBook(lines, ...args));
      },
    ),
    { numRuns: 1000 },
  );
});
