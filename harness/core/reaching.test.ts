import fc from 'fast-check';
import { expect, test } from 'vitest';
import { leastReaching } from './reaching.ts';

const [floats, bits] = (() => {
  const room = new ArrayBuffer(8);
  return [new Float64Array(room), new BigInt64Array(room)];
})();
/** The number before it. */
function previous(number: number): number {
  if (number === 0) return -Number.MIN_VALUE;
  floats[0] = number;
  bits[0] = (bits[0] as bigint) + (number > 0 ? -1n : 1n);
  return floats[0] as number;
}

const time = fc.oneof(
  fc.nat(2_000_000).map((n) => n / 1000),
  fc.nat(20_000),
  fc.double({ min: 0, max: 1e7, noNaN: true }),
);

test('the number reaches it, and the one before does not', () => {
  fc.assert(
    fc.property(time, fc.constantFrom(1000, 2000, 5000), (x, d) => {
      const least = leastReaching(x, d);
      expect([least + d >= x, previous(least) + d >= x]).toEqual([true, false]);
    }),
    { numRuns: 20_000 },
  );
});

test('what is added up is what counts: 9000.7 is within 1000 after 8000.7', () => {
  expect([8000.7 + 1000 >= 9000.7, 8000.7 >= 9000.7 - 1000, 8000.7 >= leastReaching(9000.7, 1000)]).toEqual([
    true,
    false,
    true,
  ]);
});
