import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyHistory } from '../history/history.ts';
import type { RunLine } from '../history/history-format.ts';
import { QuickLines } from './quick-lines.ts';
import { ack, fault, GALERA, type Line, RUN, refused, saw } from './testing.ts';
import { comesTo, ENCODER, FINAL_READS, KINDS, op, SPELLINGS } from './testing-lines.ts';

function expectSame({ after, alone, long }: ReturnType<typeof comesTo>): void {
  expect([after, alone]).toEqual([long, long]);
}

test('a field twice, or one whose name is spelled with an escape, means what JSON says it means', () => {
  const kind = ack('pg1/1', 1000);
  const twice = (line: Line) => JSON.stringify(line).replace('"value"', '"value":1,"value"');
  expectSame(comesTo(twice(op(kind, 5)), kind, twice));
  const escaped = (line: Line) => JSON.stringify(line).replace('"value"', '"val\\u0075e"');
  expectSame(comesTo(escaped(op(kind, 5)), kind, escaped));
});

const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
const BLANKS = fc.stringMatching(/^[ \t\r]{0,3}$/);
/** undefined: the character that is there. */
const ESCAPES = [undefined, undefined, '\\u006e', '\\n', 'é', '\u{1f600}', '\\ud83d', ' '];
/** Keys that no rule asks for, one that `Object.prototype` has, and some that are there twice then: the last one counts. */
const MORE = fc.oneof(
  fc.constantFrom('note', 'lease', 'claims', '__proto__', 'toString', 'error', 'node', 'epoch', 'expectedRtoMs'),
  fc.string(),
);
const VALUES = fc.oneof(fc.json({ maxDepth: 3 }), fc.constantFrom('{"message":"x"}', '{"max":3}', '"pg3"', '7'));
/** JSON in another spelling: keys in any order, blanks anywhere, other keys between them, some spelled with an escape. */
const respelling = (kind: Line): fc.Arbitrary<(line: Line) => string> =>
  fc
    .tuple(
      fc.shuffledSubarray(Object.keys(kind), { minLength: Object.keys(kind).length - 1 }),
      fc.array(fc.tuple(MORE, VALUES), { maxLength: 3 }),
      fc.array(BLANKS, { minLength: 3, maxLength: 12 }),
      fc.array(fc.constantFrom(...ESCAPES), { maxLength: 2 }),
      fc.nat(),
    )
    .map(([keys, more, blanks, escapes, n]) => (line) => {
      let next = 0;
      const blank = () => blanks[next++ % blanks.length] as string;
      const own = keys.map((key) => [JSON.stringify(key), JSON.stringify(line[key])]);
      const other = more.map(([key, value]) => [JSON.stringify(key), value]);
      const pairs = n % 3 === 0 ? [...other, ...own] : [...own, ...other];
      for (const [i, text] of escapes.entries()) {
        const pair = pairs[(n + i) % pairs.length] as [string, string];
        // In a key, and in a text where there is one.
        const place = n % 2;
        pair[place] = (pair[place] as string).replace(/^"(.)/, (_, first: string) => `"${text ?? escaped(first)}`);
      }
      const spelled = pairs.map(([key, value]) => `${blank()}${key}${blank()}:${blank()}${value}${blank()}`);
      return `${blank()}{${spelled.join(',')}}${blank()}`;
    });

test('in whatever order, with whatever blanks, keys and escapes: it comes to what JSON and the rules make of it', () => {
  const spelled = fc
    .constantFrom(...KINDS, ...FINAL_READS)
    .chain((kind) => fc.tuple(fc.constant(kind), respelling(op(kind, 5)), respelling(op(kind, 5)), fc.boolean()));
  fc.assert(
    fc.property(spelled, ([kind, one, other, isAlike]) =>
      expectSame(comesTo((isAlike ? one : other)(op(kind, 5)), kind, one)),
    ),
    { numRuns: 1000 },
  );
});

test('a value that is a list or an object of another kind, deep or empty: it comes to what the rules say', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS, ...FINAL_READS),
      fc.nat(),
      fc.oneof(
        fc.json({ maxDepth: 4 }),
        fc.constantFrom(
          'null',
          '[]',
          '{}',
          '[["r","x",null]]',
          '[["append","x",1]]',
          '[[1,2]]',
          '{"x":[1]}',
          '{"x":1}',
          `${'['.repeat(150)}${']'.repeat(150)}`,
          '[1,]',
          '{"a"}',
        ),
      ),
      (kind, n, json) => {
        const line = op(kind, 5);
        const keys = Object.keys(line);
        const key = keys[n % keys.length] as string;
        const text = JSON.stringify({ ...line, [key]: '@' }).replace('"@"', () => json);
        expectSame(comesTo(text, kind, JSON.stringify));
      },
    ),
    { numRuns: 1000 },
  );
});

/** As they stand in JSON; not all of them are texts. */
const SPELLED = [
  'a\\\\b',
  'a\\b',
  'x\\\\u0041',
  'x\\u0041',
  'a\\"b',
  'a"b',
  'a\\tb',
  'a\tb',
  'x\\\\',
  'x\\',
  '\\ud83d',
  'a',
  '00\\u0031',
  '1',
];

test.each(SPELLED)('a name spelled %s, behind one that comes to the same bytes or does not', (before) => {
  const kinds = [
    ack('@', 1000),
    refused(1000, 1002, '@'),
    fault(1000, 2000, { name: '@' }),
    ack('pg1/@', 1000),
    ack('g1/u:1:@', 1000),
    saw('@', 'down', 1000),
  ];
  for (const kind of kinds)
    for (const name of SPELLED)
      expectSame(
        comesTo(
          JSON.stringify(op(kind, 5)).replace('@', () => name),
          kind,
          (line) => JSON.stringify(line).replace('@', () => before),
        ),
      );
});

test.each(KINDS)('%j goes the quick way, scanned and like one before it', (kind) => {
  const run = String(kind.epoch).includes(':') ? GALERA : RUN;
  const history = emptyHistory(run as unknown as RunLine);
  const quick = new QuickLines(history);
  for (const spell of SPELLINGS)
    for (const index of [5, 6]) {
      const bytes = ENCODER.encode(`${spell(op(kind, index))}\n`);
      expect(quick.take(new DataView(bytes.buffer), 0, index)).toBe(bytes.length);
    }
});
