import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HistoryReader } from './history-reader.ts';
import {
  ack,
  every,
  fault,
  historyOf,
  type Line,
  mark,
  RUN,
  refusal,
  restore,
  saw,
  textOf,
  txn,
  unsure,
} from './testing.ts';

const LINES = [ack('pg1/1', 10), unsure(20), saw('pg1/1', 'primary', 30, 32, true), mark(40)];
const TEXT = textOf(LINES);
const incomplete = (text: string) => historyOf(text).incomplete;

test('all lines are there: complete, each line where it belongs', () => {
  const { run, ops, observations, marks, incomplete: isIncomplete } = historyOf(TEXT);
  expect([run.scenario, ops.length, observations.length, marks.length, isIncomplete]).toEqual(['test', 2, 1, 1, false]);
});

test('blank lines are skipped and not counted, CRLF ends a line, the last newline may be missing', () => {
  expect(incomplete(TEXT.replaceAll('\n', '\n\n \t\n'))).toBe(false);
  expect(incomplete(`\n${TEXT}`)).toBe(false);
  expect(incomplete(TEXT.replaceAll('\n', '\r\n'))).toBe(false);
  expect(incomplete(TEXT.trimEnd())).toBe(false);
});

test('no end line, a last line cut in half, an end line that counts otherwise: incomplete', () => {
  const withoutEnd = TEXT.slice(0, TEXT.lastIndexOf('{'));
  expect(incomplete(withoutEnd)).toBe(true);
  expect(incomplete(withoutEnd.slice(0, -9))).toBe(true);
  expect(incomplete(TEXT.slice(0, -3))).toBe(true);
  for (const lines of [5, 7, 0, -6]) expect(incomplete(TEXT.replace('"lines":6', `"lines":${lines}`))).toBe(true);
  expect(incomplete(textOf([]).split('\n')[0] as string)).toBe(true);
});

test('wherever the last line was cut, the history up to it is read and incomplete', () => {
  const start = TEXT.indexOf('\n') + 1;
  fc.assert(
    fc.property(fc.integer({ min: start, max: TEXT.length - 2 }), (length) => {
      expect(incomplete(TEXT.slice(0, length))).toBe(true);
    }),
  );
});

test('the text comes in any pieces: the same history', () => {
  fc.assert(
    fc.property(fc.array(fc.nat({ max: TEXT.length }), { maxLength: 20 }), (cuts) => {
      const reader = new HistoryReader('h');
      const bytes = new TextEncoder().encode(TEXT);
      // As a file is read: every piece into the same memory.
      const piece = Buffer.alloc(bytes.length);
      const places = [0, ...cuts.sort((a, b) => a - b), TEXT.length];
      for (const [i, at] of places.entries()) {
        const end = places[i + 1] ?? bytes.length;
        piece.fill('?').set(bytes.subarray(at, end));
        reader.push(piece.subarray(0, end - at));
      }
      const { incomplete, ops, names } = reader.finish();
      expect([incomplete, ops.length, names.text(ops.node[0] ?? 0)]).toEqual([false, 2, 'pg1']);
    }),
  );
});

test('a broken line that has its newline, or is not the last one: refused with its place', () => {
  expect(refusal(`${TEXT.slice(0, -9)}\n`)).toMatch(/^h:6: JSON: /);
  expect(refusal(TEXT.replace('"op"', '"op'))).toMatch(/^h:2: JSON: /);
  expect(refusal(`${JSON.stringify(RUN)}\n17\n`)).toMatch(/^h:2: JSON: /);
  expect(refusal(`${JSON.stringify(RUN)}\n[]`)).toMatch(/^h:2: JSON: /);
});

test('the line is the one that an editor shows: blank lines count for it', () => {
  expect(refusal(`\n\n${TEXT.replace('"op"', '"opp"')}`)).toMatch(/^h:4: type: /);
});

test('no run line, a second one, anything after the end: refused', () => {
  expect(refusal('')).toMatch(/^h:1: type: /);
  expect(refusal(TEXT.slice(TEXT.indexOf('\n') + 1))).toMatch(/^h:1: type: /);
  expect(refusal(`${JSON.stringify(RUN)}\n${TEXT}`)).toMatch(/^h:2: type: /);
  expect(refusal(`${TEXT}{"type":"end","lines":7}\n`)).toMatch(/^h:7: type: /);
  expect(historyOf(`${TEXT}\n\n`).incomplete).toBe(false);
});

test('an index, an added value, or a name of a mark or a restore twice: refused with the second place', () => {
  const twice = (a: Line, b: Line) => refusal(textOf([a, ack('pg1/1', 500), b]));
  expect(twice({ ...ack('pg1/1', 10), index: 7 }, { ...unsure(20), index: 7 })).toBe('h:4: index: 7 is also in line 2');
  expect(twice(ack('pg1/1', 10), unsure(20, null, { value: 10 }))).toBe('h:4: value: 10 is also in line 2');
  expect(twice(mark(1), mark(2))).toMatch(/^h:4: name: /);
  expect(twice(restore([]), restore([]))).toMatch(/^h:4: name: /);
});

test.each([
  [10, -1, 10],
  [2 ** 32, 5, 2 ** 32],
  [7, 2 ** 53, 7],
  [-0, 3, 0],
])('numbers that take more room than others, %d, %d, %d: the third is also in the second line', (one, other, again) => {
  // The columns grow wide in the middle of a file. JSON.stringify writes no minus before a zero.
  const numbered = (field: string) =>
    textOf([one, other, again].map((number, i) => ({ ...ack('pg1/1', 10 + i), [field]: number })));
  for (const field of ['index', 'value'])
    expect(refusal(numbered(field))).toBe(`h:4: ${field}: ${again} is also in line 2`);
});

test('small, large and negative numbers in any order are all kept', () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([5, 2 ** 32 - 1, 2 ** 32, -7, 2 ** 53], { minLength: 1 }),
      fc.boolean(),
      (all, isLate) => {
        const lines = all.map((number, i) => ({
          ...ack('pg1/1', isLate ? 90 - i : 10 + i),
          index: number,
          value: number,
        }));
        const { ops } = historyOf(textOf(lines));
        const inTime = isLate ? all.toReversed() : all;
        expect([...ops.value.subarray(0, ops.length)]).toEqual(inTime);
        expect([...ops.index.subarray(0, ops.length)]).toEqual(inTime);
      },
    ),
  );
});

test('the same element may be appended twice, and a read repeat a value: that is for checkers to say', () => {
  const append = { f: 'txn', value: [['append', 'x', 1]] };
  expect(historyOf(textOf([ack('pg1/1', 10, 12, append), ack('pg1/1', 20, 22, append)])).ops.length).toBe(2);
});

/** A line like others before it, which is thus read the quick way, with a character beyond ASCII in one of its texts. */
const BEYOND: readonly [string, Line][] = [
  ['a node', ack('é/1', 10)],
  ['an error’s code', unsure(10, 12, { error: { code: 'é', message: 'm' } })],
  ['an error’s message', unsure(10, 12, { error: { code: 'c', message: 'une panne é' } })],
  ['a field that is not listed', ack('pg1/1', 10, 12, { more: 'é' })],
  ['a list’s key', txn([['append', 'é', 1]], 10, 12, { outcome: 'ok', node: 'pg1', epoch: '1' })],
  ['a target', fault(10, 12, { targets: ['é'] })],
];

test.each(BEYOND)('bytes that are no UTF-8 are refused, in %s as well; a whole character is not', (_, like) => {
  const bytes = Buffer.from(textOf(every(1, 0, 40, (value) => (like.f === 'add' ? { ...like, value } : like))));
  const read = () => {
    const reader = new HistoryReader('h');
    reader.push(bytes);
    return reader.finish();
  };
  expect(read().incomplete).toBe(false);
  const at = bytes.lastIndexOf('é');
  const line = bytes.subarray(0, at).toString().split('\n').length;
  bytes[at + 1] = 0x78;
  expect(read).toThrow(`h:${line}: JSON: the line is no UTF-8`);
});

test('a last line that is cut within a character is incomplete; behind the end line it is one too many', () => {
  const cut = (text: string) => () => {
    const reader = new HistoryReader('h');
    reader.push(Buffer.from(`${text}{"é`).subarray(0, -1));
    return reader.finish().incomplete;
  };
  expect(cut(TEXT.slice(0, TEXT.lastIndexOf('{')))()).toBe(true);
  expect(cut(TEXT)).toThrow('a line after the end line');
});
