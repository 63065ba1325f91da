import { expect, test } from 'vitest';
import { balances, every, fault, GALERA, history, type Line } from '../core/lines/testing.ts';
import { totalConserved } from './total-conserved.ts';

const judge = (lines: Line[]) => totalConserved(history(lines, GALERA), { name: 'total-conserved', total: 100 });

test('every read sums to the total: valid; one does not: invalid, with its sum', () => {
  expect(judge([balances({ a: 60, b: 40 }, 10), balances({ a: 130, b: -30 }, 20)])).toMatchObject({
    valid: true,
    facts: { judged: 2 },
  });
  expect(judge([balances({ a: 60, b: 40 }, 10), balances({ a: 60, b: 30 }, 20)])).toMatchObject({
    valid: false,
    witnesses: [{ index: 1, sum: 90, completedAtMs: 22 }],
  });
});

test('a read that is not ok is not judged', () => {
  expect(judge([balances({ a: 100 }, 10), balances({ a: 1 }, 20, { outcome: 'unknown' })])).toMatchObject({
    valid: true,
    facts: { judged: 1 },
  });
});

test('none was scheduled after the last injection: unknown; a wrong sum is invalid all the same', () => {
  const faults = [fault(500), fault(1000)];
  expect(judge([...faults, balances({ a: 100 }, 1001)]).valid).toBe(true);
  expect(judge([...faults, balances({ a: 100 }, 1000)]).valid).toBe('unknown');
  expect(judge([...faults, balances({ a: 100 }, 900), balances({ a: 100 }, 2000, { outcome: 'unknown' })]).valid).toBe(
    'unknown',
  );
  expect(judge([...faults, balances({ a: 99 }, 900)]).valid).toBe(false);
});

test('no read: unknown', () => {
  expect(judge([])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

test('more than a hundred: the first and the last 50 by time, whatever the order in the file', () => {
  const verdict = judge(every(10, 0, 2000, (at) => balances({ a: 1 }, at)).reverse());
  const times = verdict.witnesses?.map((each) => (each as { completedAtMs: number }).completedAtMs);
  expect([times?.length, times?.[0], times?.[50], times?.[99]]).toEqual([100, 2, 1502, 1992]);
});

test('a sum may be negative, or beyond 32 bits, and other reads have none', () => {
  const lists = { ...balances({}, 15), f: 'read-lists', value: { a: [1] } };
  expect(
    judge([balances({ a: -130 }, 10), lists, balances({ a: 2 ** 40, b: 1 }, 20), balances({ a: 100 }, 30)]),
  ).toMatchObject({
    valid: false,
    facts: { judged: 3 },
    witnesses: [{ sum: -130 }, { sum: 2 ** 40 + 1 }],
  });
});
