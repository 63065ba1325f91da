import { expect, test } from 'vitest';
import { fault, history, type Line } from '../lines/testing.ts';
import type { Faults } from './faults.ts';

const of = (...lines: Line[]) => history(lines);
const named = (name: string, from: number, more: Line = {}) => fault(from, from + 1, { name, ...more });
/** The names in the order that the rows are given in. */
function ordered(lines: Line[], order: (faults: Faults) => Uint32Array | undefined): string[] {
  const { faults, names } = of(...lines);
  const rows = order(faults) ?? faults.byInjectionAndName(names);
  return [...rows].map((row) => names.text(faults.name[row] as number));
}

test('a fault is a row; what is null or absent is no number', () => {
  const { faults, names } = of(
    named('kill', 5, { healedAtMs: null, tookEffect: false }),
    named('cut', 7, { healedAtMs: -1.5, expectedRtoMs: { min: 2, max: 3 }, explained: null }),
  );
  expect(faults.length).toBe(2);
  expect([...faults.injected.subarray(0, 2)]).toEqual([5, 7]);
  expect([...faults.healed.subarray(0, 2)]).toEqual([Number.NaN, -1.5]);
  expect([...faults.leastRto.subarray(0, 2)]).toEqual([Number.NaN, 2]);
  expect([...faults.tookEffect.subarray(0, 2)]).toEqual([0, 1]);
  expect([...faults.name.subarray(0, 2)].map((id) => names.text(id))).toEqual(['kill', 'cut']);
  expect([faults.isEndless(0), faults.isEndless(1)]).toEqual([true, false]);
});

test('what is explained need not last as long as the settings say, be the explanation ever so short', () => {
  const { faults } = of(fault(1, 2, { expectedRtoMs: { min: 2, max: 3 }, explained: '' }));
  expect(faults.leastRto[0]).toBeNaN();
});

test('the first and the last injection, and the last heal, wherever they are in the file', () => {
  const { faults } = of(fault(20, 21), fault(10, 90), fault(30, null));
  expect(faults.injections()).toEqual([10, 30]);
  expect(faults.lastHeal()).toBe(90);
  expect(of().faults.injections()).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]);
  expect(of(fault(30, null)).faults.lastHeal()).toBe(Number.NEGATIVE_INFINITY);
});

test('in the order of the injections: at one moment as in the file, or by name; one name as in the file', () => {
  const lines = [named('c', 7), named('b', 5), named('a', 5), named('z', 1)];
  expect(ordered(lines, (faults) => faults.byInjection())).toEqual(['z', 'b', 'a', 'c']);
  expect(ordered(lines, () => undefined)).toEqual(['z', 'a', 'b', 'c']);
  const { faults, names } = of(named('b', 5, { tookEffect: false }), named('a', 5), named('b', 5));
  expect([...faults.byInjectionAndName(names)]).toEqual([1, 0, 2]);
});

test('there is room for any number of them', () => {
  const { faults } = of(...Array.from({ length: 1000 }, (_, i) => fault(i)));
  expect(faults.length).toBe(1000);
  expect([...faults.injected.subarray(997, 1000)]).toEqual([997, 998, 999]);
});
