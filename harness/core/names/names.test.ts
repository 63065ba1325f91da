import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Names } from './names.ts';

const idAt = (names: Names, bytes: Uint8Array) =>
  names.idAt(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length);
/** As JSON.parse would show them after a file was decoded. */
const decoded = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

const ODD = [
  '',
  '\u{feff}pg1',
  '\ud800',
  '\udc00\ud800',
  'a\udfffb',
  '\ufffd',
  '"\\ud800"',
  '  "\\ud800"',
  '\u0000',
  'ÿ\u0000',
];
const text = fc.oneof(
  fc.constantFrom(...ODD, 'pg1', '40001'),
  fc.string({ unit: 'binary' }),
  // Halves of pairs, alone and together.
  fc.array(fc.constantFrom('\ud83d', '\ude00', 'x', 'é'), { maxLength: 4 }).map((units) => units.join('')),
);
const bytes = text.filter((each) => each.isWellFormed()).map((each) => new TextEncoder().encode(each));

test('a text has one id, given as a string or as bytes, and that id tells it again', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(text, bytes), { maxLength: 60 }), fc.nat(60), (all, settled) => {
      const names = new Names();
      const ids = new Map<string, number>();
      for (const [i, each] of all.entries()) {
        if (i === settled) names.settle();
        const isBytes = typeof each !== 'string';
        const whole = isBytes ? decoded(each) : each;
        expect(names.find(whole)).toBe(ids.get(whole) ?? -1);
        const id = isBytes ? idAt(names, each) : names.id(each);
        expect(id).toBe(ids.get(whole) ?? id);
        ids.set(whole, id);
      }
      expect(new Set(ids.values()).size).toBe(ids.size);
      for (const [whole, id] of ids) {
        expect([names.text(id), names.find(whole), names.text(id)]).toEqual([whole, id, whole]);
        expect(id).toBeGreaterThan(0);
        expect(id).toBeLessThan(names.count);
      }
    }),
    { numRuns: 1000 },
  );
});

test('strings have ids 1, 2, 3 … as they come; null and undefined are none', () => {
  const names = new Names();
  expect(['b', null, '', 'a', undefined, 'b', '\ud800', ''].map((each) => names.id(each))).toEqual([
    1, 0, 2, 3, 0, 1, 4, 2,
  ]);
  expect([names.text(0), names.text(99), names.count]).toEqual(['', '', 5]);
});

test('a name longer than there was room for', () => {
  const names = new Names();
  const long = '\u{1f600}'.repeat(1000);
  const id = names.id(long);
  expect([names.text(id), names.find(long), idAt(names, new TextEncoder().encode(long))]).toEqual([long, id, id]);
});

test('a whole number is what digits spell, however many, and nothing else is one', () => {
  const digits = fc.array(fc.constantFrom(...'0123456789'), { maxLength: 30 }).map((each) => each.join(''));
  fc.assert(
    fc.property(fc.oneof(digits, fc.string(), fc.nat().map(String)), (each) => {
      const names = new Names();
      const isNumber = /^(0|[1-9]\d*)$/.test(each);
      const into = new Float64Array(1);
      names.readWholeNumber(names.id(each), into, 0);
      expect(into[0]).toBe(isNumber ? Number(each) : Number.NaN);
    }),
  );
});

test('a text stands where its bytes and a quote behind them stand, within what is there', () => {
  const names = new Names();
  const id = names.id('pg1');
  const empty = names.id('');
  const at = (text: string, from: number, of = id) =>
    names.endAt(of, new DataView(new TextEncoder().encode(text).buffer), from);
  expect([at('"pg1"', 1), at('pg1"', 0), at('"pg1"', 0), at('"pg10"', 1), at('"pg2"', 1)]).toEqual([4, 3, -1, -1, -1]);
  expect([at('"pg1', 1), at('"pg', 1), at('', 0), at('pg1\\"', 0), at('pg1', 0)]).toEqual([-1, -1, -1, -1, -1]);
  expect([at('""', 1, empty), at('"', 1, empty), at('x', 0, empty)]).toEqual([1, -1, -1]);
});

test('a part of a text is found as a text', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 9 }), fc.string({ maxLength: 9 }), (part, rest) => {
      const names = new Names();
      const partId = names.id(part);
      const whole = names.id(`${part}+${rest}`);
      const start = names.startOf(whole);
      expect(names.findAt(names.view, start, start + new TextEncoder().encode(part).length)).toBe(partId);
      expect(names.findAt(names.view, start, names.endOf(whole))).toBe(whole);
    }),
  );
});

test('a text with an escape behind one beyond ASCII is none without, though it ends before the other one did', () => {
  const names = new Names();
  const viewOf = (text: string) => new DataView(new TextEncoder().encode(text).buffer);
  expect(names.bareId(viewOf(`${' '.repeat(99)}gö"`), 99)).toBe(1);
  expect(names.bareId(viewOf('g\\u00f6"'), 0)).toBe(0);
  expect(names.count).toBe(2);
});
