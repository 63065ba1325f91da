import { expect, test } from 'vitest';
import type { HistoryLine, ObservationLine } from '../../core/history/history-format.ts';
import { viewOf } from '../run-view.ts';
import { leaderKilled } from '../samples/patroni.ts';
import { axisOf } from './axis.ts';
import { roleRows } from './role-lanes.ts';

const lanes = (lines: HistoryLine[]): string[] => {
  const view = viewOf(lines);
  return roleRows(axisOf(view.span), view, []).map((row) => row.draw(0));
};

test('a lane says the role that was claimed with its epoch, and where writes were really taken', () => {
  const [pg1 = '', pg2 = '', pg3 = ''] = lanes(leaderKilled());
  expect(pg1).toContain('primary · timeline 1, 0.9 s to');
  expect(pg1).toContain('down, 8.2 s to 36.2 s');
  expect(pg2).toContain('primary · timeline 2');
  expect([pg1, pg2, pg3].map((lane) => (lane.match(/class="ok"/g) ?? []).length)).toEqual([1, 1, 0]);
});

test('who claims to be primary and takes no write has no green', () => {
  const claims: ObservationLine[] = Array.from({ length: 40 }, (_, at) => ({
    ...{ type: 'observation', askedAtMs: at * 250, atMs: at * 250 + 2, node: 'pg1', role: 'primary', writable: false },
    epoch: '1',
  }));
  const [lane = ''] = lanes(claims);
  expect(lane).toContain('class="primary"');
  expect(lane).not.toContain('class="ok"');
});

test('a role that changes a hundred thousand times is drawn as often as a picture can show', () => {
  const flapping: ObservationLine[] = Array.from({ length: 100_000 }, (_, at) => ({
    ...{ type: 'observation', askedAtMs: at, atMs: at, node: 'pg1', role: at % 2 ? 'primary' : 'replica' },
    ...{ writable: null, epoch: '1' },
  }));
  const [lane = ''] = lanes(flapping);
  expect(lane.length).toBeLessThan(400_000);
});
