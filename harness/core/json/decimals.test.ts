import fc from 'fast-check';
import { expect, test } from 'vitest';
import { numberAt, readNumber, readWholeNumber } from './decimals.ts';

const read = (text: string): number => {
  const bytes = new TextEncoder().encode(text);
  return numberAt(new DataView(bytes.buffer), 0, bytes.length);
};
/** @returns the number at the start of the text, and what is left of the text; null where there is none. */
const readIn = (text: string): [number, string] | null => {
  const into = new Float64Array(1);
  const end = readNumber(new DataView(new TextEncoder().encode(text).buffer), 0, into, 0);
  return end < 0 ? null : [into[0] as number, text.slice(end)];
};
const digits = (max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: max }).map((all) => all.join(''));

test('a decimal number of any length is the number that JSON says it is', () => {
  const whole = digits(14).map((text) => text.replace(/^0+(?=\d)/, ''));
  fc.assert(
    fc.property(fc.constantFrom('', '-'), whole, fc.option(digits(14)), (sign, text, fraction) => {
      const number = `${sign}${text}${fraction === null ? '' : `.${fraction}`}`;
      expect(read(number)).toBe(JSON.parse(number));
      for (const rest of ['', ',', '}', 'U', '\u0015'])
        expect(readIn(number + rest)).toEqual([JSON.parse(number), rest]);
    }),
    { numRuns: 20_000 },
  );
});

test('a whole number of any length is the number that JSON says it is, and other texts are none', () => {
  const near = fc.tuple(
    fc.constantFrom(2n ** 53n, 2n ** 63n, 10n ** 18n, 922_337_203n * 10n ** 10n, 10n ** 19n),
    fc.bigInt(-3000n, 3000n),
  );
  const text = fc.oneof(
    digits(25),
    near.map(([about, by]) => String(about + by)),
    fc.bigInt(0n, 2n ** 64n).map(String),
    fc
      .tuple(digits(20), fc.constantFrom('-', '.', ':', '/', ' ', 'e'), digits(9), fc.nat(30))
      .map(([one, c, two, at]) => {
        const all = one + two;
        return all.slice(0, at) + c + all.slice(at);
      }),
    fc.constantFrom('', '0', '00', '01'),
  );
  fc.assert(
    fc.property(text, (each) => {
      const view = new DataView(new TextEncoder().encode(`x${each}1`).buffer);
      const isWhole = /^(0|[1-9]\d*)$/.test(each);
      const into = Float64Array.of(7, 7);
      readWholeNumber(view, 1, 1 + each.length, into, 1);
      expect([...into]).toEqual([7, isWhole ? Number(each) : Number.NaN]);
    }),
    { numRuns: 20_000 },
  );
});

test('an exponent, spelled in any way, belongs to its number', () => {
  const exponent = fc
    .tuple(fc.constantFrom('e', 'E'), fc.constantFrom('', '+', '-'), digits(3))
    .map((all) => all.join(''));
  const number = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.double({ min: -1, max: 1, noNaN: true }),
  );
  fc.assert(
    fc.property(number, exponent, fc.boolean(), (each, power, isOwn) => {
      const text = isOwn || String(each).includes('e') ? JSON.stringify(each) : `${JSON.stringify(each)}${power}`;
      for (const rest of ['', ',', '}']) expect(readIn(text + rest)).toEqual([JSON.parse(text), rest]);
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

test('what is no number of JSON is none, however much of it is there', () => {
  for (const text of [
    '',
    '-',
    '.',
    '.5',
    '-.5',
    '1.',
    '1.,',
    '01',
    '-01',
    '00.5',
    '+1',
    'e',
    '"1"',
    '123456789012.',
    '1e',
    '1.5E+',
    '12e-,',
    '1e.5',
  ])
    expect(readIn(text), text).toBeNull();
});

test('a number ends where something else begins', () => {
  expect(readIn('-0,')).toEqual([-0, ',']);
  expect(readIn('0.5.5')).toEqual([0.5, '.5']);
  expect(readIn('12e3e')).toEqual([12_000, 'e']);
  expect(readIn('999999.999999999 ')).toEqual([999999.999999999, ' ']);
});
