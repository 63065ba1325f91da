import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sumOf } from '../history/history.ts';
import { balanceSum } from './balances.ts';

const sumIn = (json: string): number => balanceSum(new DataView(new TextEncoder().encode(json).buffer), 0);

test('balances have the sum that JSON.parse and an addition give, or go the long way', () => {
  const most = fc.constantFrom(Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER);
  const account = fc.oneof(fc.nat(30).map(String), fc.string());
  const balance = fc.oneof({ weight: 9, arbitrary: fc.integer() }, { weight: 1, arbitrary: most });
  let summed = 0;
  fc.assert(
    fc.property(fc.dictionary(account, balance), fc.constantFrom(undefined, 2), (balances, indent) => {
      const sum = sumIn(JSON.stringify(balances, null, indent).replaceAll('\n', ' '));
      if (Number.isNaN(sum)) return;
      summed++;
      expect(sum).toBe(sumOf(balances));
    }),
  );
  expect(summed).toBeGreaterThan(10);
});

const M = Number.MAX_SAFE_INTEGER;
test.each([
  ['an account twice', '{"a":1,"b":2,"a":3}'],
  ['a fraction', '{"a":1.5}'],
  ['a text', '{"a":"1"}'],
  ['null', '{"a":null}'],
  ['an account with an escape', '{"\\u0061":1}'],
  ['no end', '{"a":1'],
  ['a list', '[1]'],
  ['sums that depend on the order', `{"1":${M},"x":-${M},"2":${M},"y":-${M},"3":3}`],
  [
    'more accounts than are looked at',
    JSON.stringify(Object.fromEntries(Array.from({ length: 2100 }, (_, i) => [`a${i}`, 1]))),
  ],
])('%s: that goes the long way', (_, json) => {
  expect(sumIn(json)).toBe(Number.NaN);
});
