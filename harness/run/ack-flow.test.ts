import { expect, test } from 'vitest';
import { AckFlow } from './ack-flow.ts';

function flowOf(...acks: number[]): AckFlow {
  const flow = new AckFlow();
  for (const at of acks) flow.ack(at);
  return flow;
}

test('without an acknowledgement nothing flows', () => {
  expect(new AckFlow().flowedForMs(5000, 0)).toBe(0);
});

test('a stretch counts from its first acknowledgement, and from the moment asked about', () => {
  const flow = flowOf(1000, 1900, 2800, 3700);
  expect(flow.flowedForMs(3700, 0)).toBe(2700);
  expect(flow.flowedForMs(3700, 3000)).toBe(700);
});

test('a gap of more than a second starts the count again; one that still lasts makes it 0', () => {
  const flow = flowOf(1000, 1500, 2501, 3000);
  expect(flow.flowedForMs(3000, 0)).toBe(499);
  expect(flow.flowedForMs(4001, 0)).toBe(0);
  expect(flow.gapMs(4001)).toBe(1001);
});

test('whether writes flow just now: when they have for a second, until the next one is due several times over', () => {
  expect(new AckFlow().isFlowing(0)).toBe(false);
  const flow = flowOf(0, 900, 1001);
  expect([flow.isFlowing(1001), flow.isFlowing(1100), flow.isFlowing(1101)]).toEqual([true, true, false]);
  // The first ones after an outage: what ended it may still be to be seen.
  expect(flowOf(0, 900, 1001, 9000, 9500).isFlowing(9500)).toBe(false);
});
