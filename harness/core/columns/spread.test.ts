import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isShuffled, spread } from './spread.ts';

test('keys far from each other are in order after they were spread, those of one bin in the order in which they came', () => {
  expect([...spread(Float64Array.of(30, 0, 20, 10))]).toEqual([1, 3, 2, 0]);
  expect([...spread(Float64Array.of(0.2, 0.1, 1000, 500))]).toEqual([0, 1, 3, 2]);
});

test('every row is there once, however far apart the keys are', () => {
  const keys = fc.array(fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(1e308, -1e308)));
  fc.assert(
    fc.property(keys, (values) => {
      const rows = [...spread(Float64Array.from(values))];
      expect(rows.sort((a, b) => a - b)).toEqual(values.map((_, i) => i));
    }),
  );
});

test('the lines of eight clients after each other are in some order, lines at random in none', () => {
  const clients = Float64Array.from({ length: 800 }, (_, i) => (i % 100) * 8 + Math.floor(i / 100));
  expect(isShuffled(clients)).toBe(false);
  expect(isShuffled(clients.map((key) => (key * 397) % 800))).toBe(true);
});
