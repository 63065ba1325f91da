import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { startLane } from './lane.ts';

beforeEach(() => void vi.useFakeTimers({ now: 0 }));
afterEach(() => void vi.useRealTimers());

/** A lane of 200 operations a second, each answered after so long. */
function laneOf({ clients, answerMs }: { clients: number; answerMs: number }) {
  const sent: { n: number; atMs: number }[] = [];
  const lane = startLane({
    ratePerSecond: 200,
    clients,
    now: () => Date.now(),
    send(_client, { n }) {
      sent.push({ n, atMs: Date.now() });
      return new Promise((resolve) => setTimeout(resolve, answerMs));
    },
    giveUp: ({ n }) => expect.unreachable(`operation ${n} was given up`),
  });
  return { lane, sent };
}

test('an answer does not send what fell due meanwhile: the four that share a wake-up stay together', async () => {
  const { lane, sent } = laneOf({ clients: 8, answerMs: 6 });
  await vi.advanceTimersByTimeAsync(100);
  const moments = Map.groupBy(sent.slice(1), ({ atMs }) => atMs);
  expect([...moments.values()].map((each) => each.length)).toEqual([4, 4, 4, 4, 4]);
  // In the order of the schedule, one every 5 ms, and none later than the distance that they share.
  for (const [i, { n, atMs }] of sent.entries()) {
    expect(n).toBe(i);
    expect(atMs - 5 * n).toBeLessThanOrEqual(15);
  }
  const ended = lane.stop();
  await vi.runAllTimersAsync();
  await ended;
});

test('what waits for a client is sent with the first answer, and a lane ends when all of it is answered', async () => {
  const { lane, sent } = laneOf({ clients: 1, answerMs: 7 });
  await vi.advanceTimersByTimeAsync(40);
  expect(sent.map(({ atMs }) => atMs)).toEqual([0, 20, 27, 34]);
  let isOver = false;
  const ended = lane.stop().then(() => {
    isOver = true;
  });
  await vi.advanceTimersByTimeAsync(7 * 5 - 1);
  expect(isOver).toBe(false);
  await vi.advanceTimersByTimeAsync(7);
  await ended;
  expect(sent.map(({ n }) => n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
});
