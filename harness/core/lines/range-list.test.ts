import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rangesIn } from '../history/final-reads.ts';
import { historyOf, type Line, RUN, read } from './testing.ts';

const readAll = (value: unknown, more: Line = {}) =>
  JSON.stringify(read('pg1', 1000, 1002, { f: 'read-all', value, ...more }));
const withValue = (value: string, index: number) =>
  readAll('VALUE', { process: 0, index }).replace('"VALUE"', () => value);
/** Whether a history with these values is refused, and in which line. */
function refusal(values: string[]): string | null {
  try {
    historyOf([JSON.stringify(RUN), ...values.map(withValue), ''].join('\n'));
    return null;
  } catch (error) {
    return (error as Error).message;
  }
}

const SPACE = fc.constantFrom('', '', ' ', '  ', '\t');
const INTEGER = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -9, max: 9 }).map(String) },
  fc.constantFrom('-0', '1.0', '1e1', '0.5', '01', '-', '', '9007199254740993', '"1"', 'null'),
);
const RANGE = fc
  .tuple(SPACE, INTEGER, SPACE, SPACE, INTEGER, SPACE)
  .map(([a, one, b, c, two, d]) => `[${a}${one}${b},${c}${two}${d}]`);
const LIST = fc
  .tuple(fc.array(RANGE, { maxLength: 3 }), SPACE)
  .map(([all, space]) => `[${space}${all.join(`${space},`)}${space}]`);

test('ranges that are read in place are refused exactly where JSON and the rules refuse them', () => {
  fc.assert(
    fc.property(
      fc.oneof(LIST, fc.constantFrom('[[]]', '[[1]]', '[[1,2,3]]', '[1,2]', '[[1,2],]', 'null', '{}')),
      (value) => {
        const alone = refusal([value])?.replace('h:2:', 'h:4:') ?? null;
        expect(refusal(['[]', '[[0,1],[3,4]]', value])).toBe(alone);
      },
    ),
    { numRuns: 3000 },
  );
});

test('a final read among others is kept, whatever lines came before it', () => {
  const lines = [0, 1, 2, 3, 4].map((i) =>
    readAll([[0, i]], { process: 0, index: i, ...(i === 3 ? { final: true } : {}) }),
  );
  const [kept, ...others] = historyOf([JSON.stringify(RUN), ...lines, ''].join('\n')).finalReads.of('read-all');
  expect([kept?.index, [...rangesIn(kept as never).last], others]).toEqual([3, [3], []]);
});
