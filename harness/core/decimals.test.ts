import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberAt } from './decimals.ts';

const read = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return numberAt(new DataView(bytes.buffer), 0, bytes.length);
};
const digits = (max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((all) => all.join(''));

test('a decimal number of any length is the number that JSON says it is', () => {
  const whole = digits(14).map((text) => text.replace(/^0+(?=\d)/, ''));
  fc.assert(
    fc.property(fc.constantFrom('', '-'), whole, fc.option(digits(14)), (sign, text, fraction) => {
      const number = `${sign}${text}${fraction === null ? '' : `.${fraction}`}`;
      expect(read(number)).toBe(JSON.parse(number));
    }),
    { numRuns: 20_000 },
  );
});

test('a number as a clock prints it is that number', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e15, noNaN: true }), (number) => {
      const text = String(number);
      if (!text.includes('e')) expect(read(text)).toBe(number);
    }),
    { numRuns: 20_000 },
  );
});

test('in the middle of two numbers, and next to it: the even one, and the nearer one', () => {
  for (const text of ['9007199254740993', '9007199254740993.0000001', '9007199254740992.9999999', '4503599627370497.5'])
    expect(read(text)).toBe(JSON.parse(text));
  expect(read('4503599627370496.50')).toBe(4503599627370496);
});
