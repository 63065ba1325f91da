import { expect, test } from 'vitest';
import { CHECKER_NAMES } from '../checkers/names.ts';
import * as builders from '../core/checker-specs.ts';
import { PARAMETERS } from '../core/history/checker-rules.ts';
import { wrongInScenarioCheckers } from './checker-fields.ts';

const said = (checkers: object[], engine: 'postgres' | 'mariadb' = 'postgres') =>
  wrongInScenarioCheckers(checkers as never, engine).map(({ path, message }) => `${path.join('.')}: ${message}`);

test('what the builders make is let through, and so are defaults left out and tolerances of nothing', () => {
  const { available, allRejoined, failoverWithin, noLostWrites, restoredExactly, routedToPrimary } = builders;
  expect(
    said([
      ...[available(1000), allRejoined(1), failoverWithin(30_000), noLostWrites(), restoredExactly()],
      ...[routedToPrimary(0), { name: 'no-split-brain', maxBlindMs: 0 }, { name: 'total-conserved', total: -1 }],
      ...[{ name: 'available', id: 'by default' }],
    ]),
  ).toEqual([]);
});

const numbers = Object.entries(PARAMETERS).flatMap(([name, taken]) =>
  taken.filter((one) => one.name.endsWith('Ms') || one.name === 'total').map((one) => [name, one.name] as const),
);

test.each(numbers)('%s: no %s goes into a run line that JSON cannot carry', (name, parameter) => {
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, undefined, null, '5', 5n, [5]];
  for (const value of values) expect(said([{ name, [parameter]: value }])).toHaveLength(1);
});

test.each(CHECKER_NAMES)('%s: a field that it does not have is refused with those that it has', (name) => {
  const required = { 'restored-exactly': { mark: 'm' }, 'total-conserved': { total: 1 } }[name as string];
  expect(said([{ name, ...required, limitms: 5 }])).toEqual([
    expect.stringMatching(/^checkers\.0\.limitms: .* has no (parameters|such parameter; it has \w+)$/),
  ]);
});

test('a promise of nothing, or of less, is none that a run can keep', () => {
  for (const limit of [0, -1]) {
    expect(said([builders.available(limit)])).toEqual([
      expect.stringContaining('checkers.0.limitMs: must be a number'),
    ]);
    expect(said([builders.allRejoined(limit)])).toEqual([expect.stringContaining('checkers.0.withinMs: must be')]);
  }
  expect(said([builders.routedToPrimary(-1)])).toEqual([expect.stringContaining('0 or more')]);
});

test('each wrong field is told, and an id that is there twice', () => {
  expect(said([builders.available(Number.NaN), builders.available(1000)])).toEqual([
    expect.stringContaining('checkers.0.limitMs: '),
    'checkers.1: "available" is there twice; give one of them an id',
  ]);
});

test('what a history is held to holds here too', () => {
  expect(said([{ name: 'restored-exactly', mark: 5 }])).toEqual([
    'checkers[0].mark: is not what restored-exactly takes',
  ]);
  expect(said([{ name: 'total-conserved' }])).toEqual([expect.stringContaining('checkers[0].total: missing')]);
  expect(said([{ name: 'available', id: 'workload-ran' }])).toEqual([expect.stringContaining('always-on')]);
  expect(said([builders.routedToPrimary()], 'mariadb')).toEqual([
    'checkers[0].name: routed-to-primary needs PostgreSQL',
  ]);
});
