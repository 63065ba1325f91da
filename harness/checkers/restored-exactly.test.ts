import { expect, test } from 'vitest';
import type { Ranges } from '../core/columns/ranges.ts';
import { ack, history, type Line, mark, refused, restore, unsure } from '../core/lines/testing.ts';
import { restoredExactly } from './restored-exactly.ts';

const judge = (lines: Line[]) => restoredExactly(history(lines), { name: 'restored-exactly', mark: 'm' });
/** The mark runs from 1000 to 1010. */
const WRITES = [ack('pg1/1', 100), ack('pg1/1', 200), ack('pg1/1', 2000)];
const holding = (value: Ranges, ...more: Line[]) => judge([...WRITES, mark(1000, 1010), restore(value), ...more]);

test('all from before the mark and none from after it: valid', () => {
  expect(
    holding([
      [100, 100],
      [200, 200],
    ]),
  ).toMatchObject({
    valid: true,
    facts: { judged: 2, missing: 0, extra: 0, free: 0 },
  });
});

test('one from before is missing, or one from after is there: invalid, named', () => {
  expect(holding([[200, 200]])).toMatchObject({
    valid: false,
    witnesses: [{ restore: 'r', value: 100, why: 'missing' }],
    facts: { judged: 2, missing: 1, extra: 0 },
  });
  expect(
    holding([
      [100, 100],
      [200, 200],
      [2000, 2000],
    ]),
  ).toMatchObject({
    valid: false,
    witnesses: [{ value: 2000, why: 'too many' }],
    facts: { judged: 3, extra: 1 },
  });
});

test('it completed before the mark was invoked: it must be in; with it: it is free', () => {
  const without = (write: Line) =>
    judge([
      ...WRITES,
      write,
      mark(1000, 1010),
      restore([
        [100, 100],
        [200, 200],
      ]),
    ]).valid;
  expect(without(ack('pg1/1', 990, 999))).toBe(false);
  expect(without(ack('pg1/1', 990, 1000))).toBe(true);
});

test('with a barrier: it completed before the mark completed, so it must be in', () => {
  const without = (to: number, barrier: boolean) =>
    judge([
      ...WRITES,
      ack('pg1/1', 990, to),
      mark(1000, 1010, { barrier }),
      restore([
        [100, 100],
        [200, 200],
      ]),
    ]).valid;
  expect(without(1009, true)).toBe(false);
  expect(without(1010, true)).toBe(true);
  expect(without(1009, false)).toBe(true);
});

test('it was invoked after the mark’s completion: it must be out, whatever its outcome; with it: it is free', () => {
  const holds = (write: Line) =>
    judge([
      ...WRITES,
      write,
      mark(1000, 1010),
      restore([
        [100, 100],
        [200, 200],
        [write.value as number, write.value as number],
      ]),
    ]);
  expect(holds(ack('pg1/1', 1010))).toMatchObject({ valid: true, facts: { free: 1, judged: 3 } });
  expect(holds(ack('pg1/1', 1011)).valid).toBe(false);
  expect(holds(unsure(1011)).valid).toBe(false);
  expect(holds(unsure(900, null))).toMatchObject({ valid: true, facts: { free: 1 } });
});

test('a refused write, a value that nobody wrote, a value that is there twice: invalid', () => {
  expect(
    holding(
      [
        [100, 100],
        [200, 200],
        [300, 300],
      ],
      refused(300),
    ).valid,
  ).toBe(false);
  expect(
    holding([
      [100, 100],
      [200, 201],
    ]),
  ).toMatchObject({ valid: false, facts: { extra: 1 } });
  const twice = restore(
    [
      [100, 100],
      [200, 200],
    ],
    { duplicates: [200] },
  );
  expect(judge([...WRITES, mark(1000, 1010), twice])).toMatchObject({ valid: false, facts: { extra: 1, judged: 2 } });
});

test('no such mark, no restore to it, a restore that did not end well: unknown', () => {
  const value: Ranges = [
    [100, 100],
    [200, 200],
  ];
  expect(judge([...WRITES, restore(value)]).valid).toBe('unknown');
  expect(judge([...WRITES, mark(1000), restore(value, { mark: 'other' })])).toMatchObject({
    valid: 'unknown',
    facts: { judged: 0 },
  });
  for (const outcome of ['fail', 'unknown'])
    expect(judge([...WRITES, mark(1000), restore(null, { outcome })]).valid).toBe('unknown');
});

test('two restores to one mark: each is judged, and the worse one decides', () => {
  const good = restore([
    [100, 100],
    [200, 200],
  ]);
  const lines = (second: Line) => judge([...WRITES, mark(1000), good, second]);
  expect(
    lines(
      restore(
        [
          [100, 100],
          [200, 200],
        ],
        { name: 's' },
      ),
    ),
  ).toMatchObject({ valid: true, facts: { judged: 4 } });
  expect(lines(restore([[200, 200]], { name: 's' }))).toMatchObject({ valid: false, witnesses: [{ restore: 's' }] });
  expect(lines(restore(null, { name: 's', outcome: 'fail' })).valid).toBe('unknown');
  expect(lines(restore([], { name: 's', mark: 'other' })).valid).toBe(true);
});

test('nothing had to be in and nothing is there: unknown', () => {
  expect(judge([mark(1000), restore([])])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});
