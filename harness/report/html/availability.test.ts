import { expect, test } from 'vitest';
import type { OpLine } from '../../core/history/history-format.ts';
import { viewOf } from '../run-view.ts';
import { availabilityRow } from './availability.ts';
import { axisOf } from './axis.ts';

const at = (scheduledAtMs: number, more: Partial<OpLine>): OpLine => ({
  ...{ type: 'op', index: 0, process: 0, f: 'add', via: 'write', value: 1, invokedAtMs: 0, completedAtMs: 99_000 },
  ...{ scheduledAtMs, outcome: 'ok', ...more },
});
const refused = { outcome: 'fail', error: { code: 'ECONNREFUSED', message: '' } } as const;
const notSent = { outcome: 'fail', error: { code: 'NOT_SENT', message: '' } } as const;

test('each write stands where it was scheduled, whenever it was answered, and says its outcome', () => {
  const axis = axisOf({ fromMs: 0, toMs: 324_000 });
  const ops = [at(500, {}), at(600, refused), at(700, notSent), at(800, { outcome: 'unknown' }), at(5500, refused)];
  const svg = availabilityRow(axis, viewOf(ops).writes).draw(0);
  expect([...svg.matchAll(/<title>([^<]*)</g)].map(([, title]) => title)).toEqual([
    'from 0.0 s: 1 acknowledged, 1 unknown, 1 refused, 1 not sent',
    'from 5.0 s: 1 refused',
  ]);
});

test('a second without a scheduled write stays blank: it is no outage', () => {
  const axis = axisOf({ fromMs: 0, toMs: 324_000 });
  const svg = availabilityRow(axis, viewOf([at(500, {}), at(323_500, {})]).writes).draw(0);
  expect(svg.match(/<rect/g)).toHaveLength(2);
});
