import fc from 'fast-check';
import { expect, test } from 'vitest';
import { historyOf, type Line, RUN, unsure } from './testing.ts';
import { comesTo, FINAL_READS, KINDS, op, SPELLINGS, withCharacter, withMatch } from './testing-lines.ts';

function expectSame({ after, alone, long }: ReturnType<typeof comesTo>): void {
  expect([after, alone]).toEqual([long, long]);
}

const ADDS = KINDS.filter(({ f, epoch }) => (f === 'add' || f === 'read') && !String(epoch).includes(':'));
const NUMBERS = [
  ...[
    '0',
    '7',
    '-7',
    '-0',
    '1.25',
    '1003.902',
    '0.1',
    '123456789012.345',
    '99999999999999.9',
    '1234567890123456789',
    '9'.repeat(400),
  ],
  ...[
    '01',
    '-01',
    '1.',
    '.5',
    '-',
    '1e3',
    '1E3',
    '1.5e-3',
    '1..2',
    '1.2.3',
    '+1',
    '0x1',
    'null',
    'true',
    '"7"',
    '[7]',
    '',
  ],
];

test('a line like one before it comes to what it comes to alone, whatever number is put into it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS, ...FINAL_READS),
      fc.constantFrom(...SPELLINGS),
      fc.nat(),
      fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true }).map(String), fc.integer().map(String)),
      (kind, spell, n, number) => {
        const line = spell(op(kind, 5));
        const changed = withMatch(line, /(?<=: ?)-?\d[\d.]*/g, n, number);
        expectSame(comesTo(changed, kind, spell));
      },
    ),
    { numRuns: 1000 },
  );
});

const WORDS = [
  ...[
    'pg1',
    'pg-1000',
    'ünïcode',
    '',
    ' ',
    '2',
    '007',
    '0',
    '-1',
    'u:1:a',
    'write',
    'read',
    'direct:',
    'direct:x',
    'ok',
  ],
  ...[
    '\\u0070g1',
    '\\n',
    '\\"',
    '\\\\',
    '\\x',
    '\\u12',
    '\\',
    '\\u00e9\\ud83d',
    '\t',
    '\u007f',
    'primary',
    'fail',
    'NOT_SENT',
  ],
];

test('a line like one before it comes to what it comes to alone, whatever text is put into it', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS, ...FINAL_READS),
      fc.constantFrom(...SPELLINGS),
      fc.nat(),
      fc.oneof(
        fc.constantFrom(...WORDS),
        fc.string().map((text) => JSON.stringify(text).slice(1, -1)),
      ),
      (kind, spell, n, text) => {
        const line = spell(op(kind, 5));
        const changed = withMatch(line, /(?<=: ?")(?:[^"\\\\]|\\\\.)*(?=")/g, n, text);
        expectSame(comesTo(changed, kind, spell));
      },
    ),
    { numRuns: 1500 },
  );
});

test('any byte of it changed: it comes to what it comes to alone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS, ...FINAL_READS),
      fc.nat(),
      fc.constantFrom(...'"\\{}[]:,. 0919aezn-'),
      (kind, n, character) => {
        const line = JSON.stringify(op(kind, 5));
        const changed = withCharacter(line, n, character);
        expectSame(comesTo(changed, kind, JSON.stringify));
      },
    ),
    { numRuns: 1500 },
  );
});

test('lines of all kinds in any order: each is what JSON says it is', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...ADDS), fc.constantFrom(...SPELLINGS)), { maxLength: 40 }),
      (all) => {
        const lines = all.map(([kind, spell], i) => {
          const times = { invokedAtMs: 1000 + i / 8, completedAtMs: kind.completedAtMs === null ? null : 1000 + i / 8 };
          return spell(op({ ...kind, ...times, value: kind.value === null ? null : i }, i));
        });
        const { ops, names } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
        for (const [row, line] of lines.entries()) {
          const { index, value, node, invokedAtMs, error, outcome } = JSON.parse(line) as Record<string, never>;
          expect([ops.index[row], ops.value[row], ops.invoked[row]]).toEqual([index, value ?? 0, invokedAtMs]);
          expect(names.text(ops.node[row] as number)).toBe(node ?? '');
          expect(names.text(ops.code[row] as number)).toBe((error as Line | undefined)?.code ?? '');
          expect(['ok', 'fail', 'unknown'][ops.outcome[row] as number]).toBe(outcome);
        }
      },
    ),
  );
});

test('a moment that is null where another line has a number: read in place as well, and not taken for one', () => {
  const lines = Array.from({ length: 9 }, (_, i) => JSON.stringify(op(unsure(i, i % 2 === 0 ? null : i + 1), i)));
  const { ops } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  expect([...ops.completed.subarray(0, 5)]).toEqual([Number.NaN, 2, Number.NaN, 4, Number.NaN]);
});
