import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, type Line, unsure } from './testing.ts';
import { historyBy, type Way } from './testing-lines.ts';

/** What transactions with these values append, and which are writes; or why they are refused. */
function appendsOf(of: (value: unknown) => Line, values: string[], way: Way): unknown {
  const lines = values.map((value, index) =>
    JSON.stringify({ process: 0, ...of([]), f: 'txn', index, value: 'VALUE' }).replace('"VALUE"', () => value),
  );
  try {
    const { ops, names } = historyBy(lines, way);
    const { row, key, element, length } = ops.appends;
    const appends = Array.from({ length }, (_, i) => [row[i], names.text(key[i] as number), element[i]]);
    return { appends, writes: [...ops.write.subarray(0, ops.length)] };
  } catch (error) {
    return (error as Error).message.replace(/^h:\d+: /, '');
  }
}

const SPACE = fc.constantFrom('', '', '', ' ', '  ', '\t');
const spaced = (...parts: fc.Arbitrary<string>[]) =>
  fc.tuple(...parts.flatMap((part) => [SPACE, part]), SPACE).map((all) => all.join(''));
const is = (text: string) => fc.constant(text);
const INTEGER = fc.oneof(
  { weight: 9, arbitrary: fc.integer().map(String) },
  fc.constantFrom(
    '0',
    '-0',
    '1.0',
    '1e2',
    '1E400',
    '00',
    '-',
    '',
    '0.5',
    '9007199254740993',
    '999999999999999',
    'null',
  ),
);
const KEY = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom('"x"', '"y"', '"ünï"', '""') },
  fc.constantFrom('"\\u0078"', '"\\n"', '"\\x"', '7', 'null', '"a,]["'),
);
const LIST = fc.oneof(
  {
    weight: 9,
    arbitrary: spaced(
      is('['),
      fc.array(INTEGER, { maxLength: 3 }).map((all) => all.join(' ,')),
      is(']'),
    ),
  },
  fc.constantFrom('null', '[,]', '[1,]', '[[1]]', '["1"]', '{}', '1', '[', 'nul'),
);
const APPEND = spaced(
  is('['),
  fc.constantFrom('"append"', '"append"', '"appen\\u0064"'),
  is(','),
  KEY,
  is(','),
  INTEGER,
  is(']'),
);
const READ = spaced(is('['), is('"r"'), is(','), KEY, is(','), LIST, is(']'));
const ODD = fc.constantFrom('["q","x",1]', '["append","x"]', '["append","x",1,2]', '[]', 'null', '["r","x",[1]');
const ONE = fc.oneof({ weight: 9, arbitrary: APPEND }, { weight: 9, arbitrary: READ }, ODD);
const VALUE = spaced(
  is('['),
  fc.array(ONE, { maxLength: 3 }).map((all) => all.join(',')),
  is(']'),
);

const FORMS: ((value: unknown) => Line)[] = [
  (value) => ack('pg1/1', 1000, 1002, { value }),
  (value) => ack('pg1/1', 1000, 1002, { value, epoch: null }),
  (value) => unsure(1000, 1002, { value }),
];

test('a transaction behind one like it appends what JSON says, however it is spelled, or is refused like it', () => {
  let taken = 0;
  fc.assert(
    fc.property(fc.constantFrom(...FORMS), fc.array(VALUE, { minLength: 1, maxLength: 3 }), (of, values) => {
      const quick = appendsOf(of, ['[["r","x",[1]]]', ...values], 'quick');
      const long = appendsOf(of, ['[["r","x",[1]]]', ...values], 'long');
      if (typeof quick !== 'string') taken++;
      expect(quick).toEqual(long);
    }),
    { numRuns: 3000 },
  );
  expect(taken).toBeGreaterThan(100);
});
