import { expect, test } from 'vitest';
import { fault, history, type Line } from '../core/lines/testing.ts';
import { faultsTookEffect } from './faults-took-effect.ts';

const judge = (lines: Line[], plannedFaults: number) =>
  faultsTookEffect(history(lines, { plannedFaults }), { name: 'faults-took-effect' });

test('as many faults as planned, each with its effect: valid', () => {
  expect(judge([fault(1000), fault(2000)], 2)).toMatchObject({ valid: true, facts: { judged: 2 } });
  expect(judge([fault(1000), fault(2000)], 1)).toMatchObject({ valid: true });
});

test('fewer than planned, or one without effect: unknown', () => {
  expect(judge([fault(1000)], 2).valid).toBe('unknown');
  expect(judge([], 1)).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
  expect(judge([fault(1000), fault(2000, 3000, { tookEffect: false })], 2)).toMatchObject({
    valid: 'unknown',
    reason: 'kill showed no effect',
  });
});

test('none planned and none there, as in a control run: valid', () => {
  expect(judge([], 0)).toMatchObject({ valid: true, facts: { judged: 1 } });
});
