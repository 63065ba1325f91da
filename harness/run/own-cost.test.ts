import { expect, test } from 'vitest';
import { CostMeter } from './own-cost.ts';

const meterAt = (at: { ms: number; cpuUs: number }) =>
  new CostMeter(() => at.ms, { cpuUs: () => at.cpuUs, peakKiB: () => 200 * 1024 });

test("the share of a core counts from the load's beginning to its first end, and nothing before or after", () => {
  const at = { ms: 8000, cpuUs: 5e6 };
  const meter = meterAt(at);
  meter.begin();
  Object.assign(at, { ms: 28_000, cpuUs: 7e6 });
  meter.end();
  Object.assign(at, { ms: 30_000, cpuUs: 9e6 });
  meter.end();
  expect(meter.cost).toEqual({ cpuPercent: 10, medianCpuPercent: 10, overMs: 20_000, peakMiB: 200 });
});

test('the median second is told as well: what compiling or a fault took for a while does not move it', () => {
  const at = { ms: 0, cpuUs: 0 };
  const meter = meterAt(at);
  meter.begin();
  for (const cpuMs of [300, 80, 90, 80, 85]) {
    Object.assign(at, { ms: at.ms + 500, cpuUs: at.cpuUs + (cpuMs / 2) * 1000 });
    meter.look();
    Object.assign(at, { ms: at.ms + 500, cpuUs: at.cpuUs + (cpuMs / 2) * 1000 });
    meter.look();
  }
  meter.end();
  expect(meter.cost).toMatchObject({ cpuPercent: 12.7, medianCpuPercent: 8.5 });
});

test('of an even number of seconds the median is between the two in the middle', () => {
  const at = { ms: 0, cpuUs: 0 };
  const meter = meterAt(at);
  meter.begin();
  for (const cpuMs of [200, 90, 100, 80]) {
    Object.assign(at, { ms: at.ms + 1000, cpuUs: at.cpuUs + cpuMs * 1000 });
    meter.look();
  }
  meter.end();
  expect(meter.cost).toMatchObject({ medianCpuPercent: 9.5 });
});

test('a run without a load has no share, and none is made up', () => {
  const meter = meterAt({ ms: 1, cpuUs: 1 });
  meter.end();
  expect(meter.cost).toBeNull();
});

test('this process has a share of its own', () => {
  let nowMs = 0;
  const meter = new CostMeter(() => nowMs);
  meter.begin();
  const until = performance.now() + 50;
  while (performance.now() < until) nowMs = 50;
  meter.end();
  expect(meter.cost?.cpuPercent).toBeGreaterThan(0);
  expect(meter.cost?.peakMiB).toBeGreaterThan(10);
});
