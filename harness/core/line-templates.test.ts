import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operations } from './history.ts';
import { ack, balances, historyOf, type Line, RUN, read, refused, saw, unsure } from './testing.ts';

const COLUMNS = ['scheduled', 'invoked', 'completed', 'index', 'value', 'f', 'via', 'outcome', 'write'] as const;
const SEEN = ['asked', 'at', 'role', 'writable'] as const;
/** The last line as its columns have it, with its words spelled out; or why the text is refused. */
function lastOf(lines: string[]): unknown {
  try {
    const { ops, names, observations: seen } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
    const row = ops.length - 1;
    if (row < 0) {
      const last = seen.length - 1;
      const words = (['node', 'epoch'] as const).map((name) => names.text(seen[name][last] as number));
      return [seen.length, ...SEEN.map((name) => seen[name][last]), ...words];
    }
    const words = (['node', 'epoch', 'code'] as const).map((name) => names.text(ops[name][row] as number));
    const { row: of, key, element, length } = ops.appends;
    const appends = Array.from({ length }, (_, i) => [of[i], names.text(key[i] as number), element[i]] as const);
    const mine = appends.filter(([its]) => its === row).map(([, ...append]) => append);
    return [ops.length, ...COLUMNS.map((name) => (ops as Operations)[name][row]), ...words, mine];
  } catch (error) {
    return (error as Error).message.replace(/^h:\d+: /, '');
  }
}
/** What the line comes to after lines like it, and what it comes to alone, where no template is there yet. */
function both(like: string[], line: string): [unknown, unknown] {
  const [after, alone] = [lastOf([...like, line]), lastOf([line])];
  if (Array.isArray(after) && Array.isArray(alone)) after[0] = alone[0];
  return [after, alone];
}

const LISTS = [
  ['append', 'x', 5],
  ['r', 'x', [5, 6]],
  ['append', 'y', -7],
];
const KINDS: Line[] = [
  ack('pg1/1', 1000),
  ack('pg2/2', 1000, 1002, { via: 'direct:pg2', final: null, more: 17, position: '0/3000148' }),
  refused(1000),
  refused(1000, 1002, '40001', { error: { message: 'says "no" 3 times', code: '40001', line: 7 } }),
  unsure(1000),
  unsure(1000, null),
  read('pg2', 1000),
  balances({ a: 1, b: 2 }, 1000),
  unsure(1000, null, { f: 'transfer', value: { from: 'a', to: 'b', amount: 3 } }),
  ack('pg1/1', 1000, 1002, { f: 'txn', value: LISTS }),
  read('pg1', 1000, 1002, { f: 'txn', value: [['r', 'x', [7, -8]]] }),
  unsure(1000, 1002, { f: 'txn', value: [['r', 'x', null], ...LISTS] }),
  read('pg1', 1000, 1002, {
    f: 'read-all',
    value: [
      [-1, 7],
      [9, 9],
    ],
    final: false,
  }),
  saw('pg1/1', 'primary', 1000, 1002, true),
  { ...saw('pg1', 'down', 1000), epoch: null, position: '0/3000148', claims: { lag: 7, state: 'off' } },
];
const ADDS = KINDS.filter(({ f }) => f === 'add' || f === 'read');
const SPELLINGS: ((line: Line) => string)[] = [
  (line) => JSON.stringify(line),
  (line) => JSON.stringify(line, null, 1).replaceAll('\n', ''),
  (line) => `${JSON.stringify(line)} \r`,
];
const op = (line: Line, index: number) => (line.type === 'op' ? { process: 0, ...line, index } : line);
/** So early that its row is the first, whatever becomes of the other line. */
const EARLIEST = -Number.MAX_VALUE;
const early = ({ atMs, completedAtMs }: Line): Line => {
  if (typeof atMs === 'number') return { atMs: EARLIEST };
  return typeof completedAtMs === 'number' ? { completedAtMs: EARLIEST } : { invokedAtMs: EARLIEST };
};
/** The same line with another value, where it has one that may be another, and of an earlier moment. */
const another = (kind: Line): Line => ({
  ...kind,
  ...early(kind),
  ...(typeof kind.value === 'number' ? { value: 987_654 } : {}),
});
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
      fc.constantFrom(...KINDS),
      fc.constantFrom(...SPELLINGS),
      fc.nat(),
      fc.oneof(fc.constantFrom(...NUMBERS), fc.double({ noNaN: true }).map(String), fc.integer().map(String)),
      (kind, spell, n, number) => {
        const line = spell(op(kind, 5));
        const tokens = [...line.matchAll(/(?<=: ?)-?\d[\d.]*/g)];
        const { index, 0: old } = tokens[n % tokens.length] as RegExpExecArray & { 0: string };
        const changed = line.slice(0, index) + number + line.slice(index + old.length);
        const [after, alone] = both([spell(op(another(kind), 987_654))], changed);
        expect(after).toEqual(alone);
      },
    ),
    { numRuns: 2000 },
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
      fc.constantFrom(...KINDS),
      fc.constantFrom(...SPELLINGS),
      fc.nat(),
      fc.oneof(
        fc.constantFrom(...WORDS),
        fc.string().map((text) => JSON.stringify(text).slice(1, -1)),
      ),
      (kind, spell, n, text) => {
        const line = spell(op(kind, 5));
        const tokens = [...line.matchAll(/(?<=: ?")(?:[^"\\\\]|\\\\.)*(?=")/g)];
        const { index, 0: old } = tokens[n % tokens.length] as RegExpExecArray & { 0: string };
        const changed = line.slice(0, index) + text + line.slice(index + old.length);
        const [after, alone] = both([spell(op(another(kind), 987_654))], changed);
        expect(after).toEqual(alone);
      },
    ),
    { numRuns: 3000 },
  );
});

test('any byte of it changed: it comes to what it comes to alone', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...KINDS),
      fc.nat(),
      fc.constantFrom(...'"\\{}[]:,. 0919aezn-'),
      (kind, n, character) => {
        const line = JSON.stringify(op(kind, 5));
        const changed = line.slice(0, n % line.length) + character + line.slice((n % line.length) + 1);
        const [after, alone] = both([JSON.stringify(op(another(kind), 987_654))], changed);
        expect(after).toEqual(alone);
      },
    ),
    { numRuns: 3000 },
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
          expect([ops.index[row], ops.value[row], ops.invoked[row]]).toEqual([index, value ?? Number.NaN, invokedAtMs]);
          expect(names.text(ops.node[row] as number)).toBe(node ?? '');
          expect(names.text(ops.code[row] as number)).toBe((error as Line | undefined)?.code ?? '');
          expect(['ok', 'fail', 'unknown'][ops.outcome[row] as number]).toBe(outcome);
        }
      },
    ),
  );
});

test('a field twice, or one whose name is spelled with an escape, means what JSON says it means', () => {
  const twice = (index: number, value: number) =>
    JSON.stringify(op(ack('pg1/1', 1000), index)).replace('"value":1000', `"value":1,"value":${value}`);
  expect(both([twice(1, 5)], twice(2, 6))[0]).toEqual(both([], twice(2, 6))[1]);
  const escaped = (index: number, value: number) =>
    JSON.stringify(op(ack('pg1/1', 1000), index)).replace('"value":1000', `"val\\u0075e":${value}`);
  expect(both([escaped(1, 5)], escaped(2, 6))[0]).toEqual(both([], escaped(2, 6))[1]);
});

test('a moment that is null where another line has a number: read in place as well, and not taken for one', () => {
  const lines = Array.from({ length: 9 }, (_, i) => JSON.stringify(op(unsure(i, i % 2 === 0 ? null : i + 1), i)));
  const { ops } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
  expect([...ops.completed.subarray(0, 5)]).toEqual([Number.NaN, 2, Number.NaN, 4, Number.NaN]);
});
