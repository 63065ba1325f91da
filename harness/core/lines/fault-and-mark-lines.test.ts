// The quick way for lines of faults and marks: whatever came before, a line comes to what it comes to the long way.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fault, historyOf, type Line, mark, RUN, refusal, textOf } from './testing.ts';
import { historyBy, type Way, withCharacter, withMatch } from './testing-lines.ts';

const expectedRtoMs = { min: 15_000.5, max: 28_000 };
const KINDS: Line[] = [
  fault(1000),
  fault(1000, null, { primary: 'pg1', expectedRtoMs, targets: [] }),
  fault(1000, 2000, {
    primary: null,
    expectedRtoMs,
    explained: 'the lease was about to expire',
    targets: ['pg1', 'p"2'],
  }),
  fault(1000.25, 2000, { expectedRtoMs: null, explained: null, tookEffect: false }),
  {
    targets: ['pg1'],
    ...fault(1000, 2000, { evidence: 'gone', recovery: [{ name: 'x', atMs: 7 }], node: 'pg2', value: 7 }),
  },
  mark(1000, 1010.5),
  mark(1000, 1010, { barrier: null, position: null }),
  { position: '0/3000060', ...mark(1000, 1010, { barrier: true }) },
  mark(1000, 1010, { barrier: false, time: '2026-11-22 18:00:00', xid: '741', node: 'pg1' }),
];
const SPELLINGS: ((line: Line) => string)[] = [
  (line) => JSON.stringify(line),
  (line) => JSON.stringify(line, null, 1).replaceAll('\n', ''),
  (line) => JSON.stringify(line).replaceAll('":', '": ').replaceAll(',"', ', "'),
  (line) => JSON.stringify(Object.fromEntries(Object.entries(line).reverse())),
];
const COLUMNS = ['injected', 'healed', 'leastRto', 'tookEffect'] as const;

/** The last fault and the last mark as their columns have them; or why the text is refused. */
function lastOf(lines: string[], way: Way): unknown {
  try {
    const { faults, marks, names } = historyBy(lines, way);
    const [fault, mark] = [faults.length - 1, marks.length - 1];
    return [
      ...COLUMNS.map((name) => faults[name][fault]),
      names.text(faults.name[fault] as number),
      ...(['invoked', 'completed', 'barrier'] as const).map((name) => marks[name][mark]),
      names.text(marks.name[mark] as number),
    ];
  } catch (error) {
    return (error as Error).message.replace(/^h:\d+: /, '');
  }
}

/** The same line with other values. */
const another = (kind: Line): Line => ({
  ...kind,
  ...{ name: 'other' },
  ...(kind.type === 'mark'
    ? { invokedAtMs: 7, completedAtMs: -0.5 }
    : { injectedAtMs: -5, targets: ['one', 'two', 'three'] }),
  ...(kind.type === 'mark' || kind.healedAtMs === null ? {} : { healedAtMs: 987_654.5 }),
  ...(kind.expectedRtoMs ? { expectedRtoMs: { min: 1, max: 2 } } : {}),
});

const TOKENS = [
  ...[
    '0',
    '-0',
    '7',
    '-7.25',
    '1e3',
    '1.',
    '01',
    '1..2',
    '9'.repeat(400),
    'null',
    'true',
    '"7"',
    '[]',
    '["a"]',
    '{}',
    '',
  ],
  ...['[7]', '["a",]', '["a" , "b"]', '[ ]', '[null]', '["a"', '["\\u0061","\\x"]', '"\\n"', '"ünïcode"', '""', '"\t"'],
];
/** A number, a text, a list of texts, a word. */
const VALUES = /(?<=: ?)(?:-?\d[\d.]*|"(?:[^"\\]|\\.)*"|\[(?:[^[\]]*)\]|null|true|false)/g;

test('whatever is put into it where another one has a value', () => {
  fc.assert(
    fc.property(
      ...([fc.constantFrom(...KINDS), fc.constantFrom(...SPELLINGS), fc.nat(), fc.constantFrom(...TOKENS)] as const),
      (kind, spell, n, token) => {
        const line = spell(kind);
        const changed = withMatch(line, VALUES, n, token);
        const long = lastOf([changed], 'long');
        expect(lastOf([changed], 'quick')).toEqual(long);
        expect(lastOf([spell(another(kind)), changed], 'quick')).toEqual(long);
      },
    ),
    { numRuns: 3000 },
  );
});

test('whatever byte of it is changed', () => {
  fc.assert(
    fc.property(
      ...([
        fc.constantFrom(...KINDS),
        fc.constantFrom(...SPELLINGS),
        fc.nat(),
        fc.constantFrom(...'"\\{}[]:,. 09aenf-'),
      ] as const),
      (kind, spell, n, character) => {
        const line = spell(kind);
        const changed = withCharacter(line, n, character);
        const long = lastOf([changed], 'long');
        expect(lastOf([changed], 'quick')).toEqual(long);
        expect(lastOf([spell(another(kind)), changed], 'quick')).toEqual(long);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a mark with the name of another one is refused, wherever it is', () => {
  const all = ['a', 'b', 'c', 'b'].map((name, i) => mark(i, i + 1, { name }));
  expect(refusal(textOf(all))).toBe('h:5: name: another mark has this name');
  expect(historyOf(textOf(all.slice(0, 3))).marks.length).toBe(3);
});

test('faults of all kinds in any order, with operations and observations that have the same fields', () => {
  const others = [
    '{"name":"a text","type":"observation","askedAtMs":1,"atMs":2,"node":"pg1","role":"down","writable":null}',
    '{"name":"a text","injectedAtMs":7,"type":"op","index":0,"process":0,"f":"read","value":null,"via":"read","scheduledAtMs":1,"invokedAtMs":1,"completedAtMs":null,"outcome":"unknown"}',
  ];
  const faultKinds = KINDS.filter(({ type }) => type === 'fault');
  const any = fc.oneof(fc.tuple(fc.constantFrom(...faultKinds), fc.constantFrom(...SPELLINGS)), fc.nat({ max: 1 }));
  fc.assert(
    fc.property(fc.array(any, { maxLength: 40 }), (all) => {
      const lines = all.map((each, i) => {
        if (typeof each === 'number') return (others[each] as string).replace('"index":0', `"index":${i}`);
        const [kind, spell] = each;
        return spell({ ...kind, name: `f${i % 3}`, injectedAtMs: i / 8 });
      });
      const { faults, names, ops, observations } = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n'));
      const told = lines.map((line) => JSON.parse(line) as Line).filter(({ type }) => type === 'fault');
      expect([faults.length, ops.length + observations.length]).toEqual([told.length, all.length - told.length]);
      for (const [row, line] of told.entries()) {
        const least = line.explained ? undefined : (line.expectedRtoMs as { min: number } | null | undefined)?.min;
        expect(faults.injected[row]).toBe(line.injectedAtMs);
        expect(faults.healed[row]).toBe(line.healedAtMs ?? Number.NaN);
        expect(faults.leastRto[row]).toBe(least ?? Number.NaN);
        expect(faults.tookEffect[row]).toBe(line.tookEffect ? 1 : 0);
        expect(names.text(faults.name[row] as number)).toBe(line.name);
      }
    }),
  );
});

test('a text of an operation that faults have too is no name: it is not kept', () => {
  const lines = [1, 2, 3].map(
    (n) =>
      `{"name":"a text ${n}","type":"observation","askedAtMs":1,"atMs":2,"node":"pg1","role":"down","writable":null}`,
  );
  const { names } = historyOf([JSON.stringify(RUN), JSON.stringify(fault(1)), ...lines, ''].join('\n'));
  expect(names.find('a text 3')).toBe(-1);
});
