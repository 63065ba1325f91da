import { expect, test } from 'vitest';
import { StepTimes } from './step-times.ts';

test('only what the harness adds is overhead, and a step that comes twice is summed', () => {
  let at = 0;
  const times = new StepTimes(() => at);
  for (const [step, until] of [
    ['setup', 8000],
    ['steady', 13_000],
    ['recovery', 33_000],
    ['heal', 34_000],
    ['settle', 34_500],
    ['heal', 35_000],
  ] as const) {
    times.begin(step);
    at = until;
  }
  expect(times.spent()).toEqual([
    { name: 'setup', ms: 8000 },
    { name: 'heal', ms: 1500 },
    { name: 'settle', ms: 500 },
  ]);
});
