import { expect, test } from 'vitest';
import type { OpLine } from '../../core/history/history-format.ts';
import { viewOf } from '../run-view.ts';
import { axisOf } from './axis.ts';
import { latencyRow } from './latency.ts';

const axis = axisOf({ fromMs: 0, toMs: 324_000 });
const op = (scheduledAtMs: number, tookMs: number, outcome: OpLine['outcome'] = 'ok'): OpLine => ({
  ...{ type: 'op', index: 0, process: 0, f: 'add', via: 'write', value: 1, outcome, scheduledAtMs },
  ...{ invokedAtMs: scheduledAtMs + 50_000, completedAtMs: scheduledAtMs + tookMs },
});

test('latency counts from the schedule, not from when a waiting client came to send', () => {
  const svg = latencyRow(axis, viewOf([op(500, 60_000)]).writes).draw(0);
  expect(svg).toContain('median 60.0 s, slowest 60.0 s');
});

test('the line breaks where nothing was acknowledged', () => {
  const svg = latencyRow(axis, viewOf([op(500, 3), op(1500, 3), op(9500, 3)]).writes).draw(0);
  const [, path = ''] = /<path class="latency" d="([^"]*)"/.exec(svg) ?? [];
  expect(path.match(/M/g)).toHaveLength(2);
});

test('what stayed unknown is drawn apart, what was refused has no latency', () => {
  const svg = latencyRow(axis, viewOf([op(500, 3000, 'unknown'), op(1500, 2, 'fail')]).writes).draw(0);
  expect(svg.match(/class="late"/g)).toHaveLength(1);
  expect(svg).not.toContain('class="tail"');
});
