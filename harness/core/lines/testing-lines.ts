// For tests of the quick way of lines: each is compared with what JSON.parse and the rules make of it.
import type { History, Operations } from '../history/history.ts';
import { HistoryReader } from './history-reader.ts';
import { ack, balances, fault, GALERA, type Line, RUN, read, refused, saw, unsure } from './testing.ts';

const COLUMNS = ['scheduled', 'invoked', 'completed', 'index', 'value', 'f', 'via', 'outcome', 'write'] as const;
const SEEN = ['asked', 'at', 'role', 'writable'] as const;
const DONE = ['injected', 'healed', 'leastRto', 'tookEffect'] as const;
export const ENCODER = new TextEncoder();
export type Way = 'quick' | 'long';

/** A line that comes in two pieces goes the long way, through JSON.parse and the rules. */
export function historyBy(lines: string[], way: Way, run: Line = RUN): History {
  const reader = new HistoryReader('h');
  reader.push(ENCODER.encode(`${JSON.stringify(run)}\n`));
  for (const line of lines) {
    const bytes = ENCODER.encode(`${line}\n`);
    const half = way === 'long' ? Math.ceil(bytes.length / 2) : 0;
    if (half > 0) reader.push(bytes.subarray(0, half));
    reader.push(bytes.subarray(half));
  }
  return reader.finish();
}

/** The last line as its columns have it, with its words spelled out; or why the text is refused. */
function lastOf(lines: string[], way: Way, run: Line): unknown {
  try {
    const { ops, names, observations: seen, faults: done, finalReads } = historyBy(lines, way, run);
    if (done.length > 0) {
      const last = done.length - 1;
      return [done.length, ...DONE.map((name) => done[name][last]), names.text(done.name[last] as number)];
    }
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
    const finals = (['read-all', 'read-lists'] as const).map((kind) =>
      finalReads.of(kind).filter(({ index }) => index === ops.index[row]),
    );
    return [ops.length, ...COLUMNS.map((name) => (ops as Operations)[name][row]), ...words, mine, finals];
  } catch (error) {
    return (error as Error).message.replace(/^h:\d+: /, '');
  }
}

const LISTS = [
  ['append', 'x', 5],
  ['r', 'x', [5, 6]],
  ['append', 'y', -7],
];
export const KINDS: Line[] = [
  ack('pg1/1', 1000),
  ack('pg2/2', 1000, 1002, { via: 'direct:pg2', final: null, more: 17, position: '0/3000148' }),
  refused(1000),
  refused(1000, 1002, '40001', { error: { message: 'says "no" 3 times', code: '40001', line: 7 } }),
  unsure(1000),
  unsure(1000, null),
  read('pg2', 1000),
  read('pg2', 1000, 1002, { duplicates: [3] }),
  balances({ a: 1, b: 2 }, 1000),
  unsure(1000, 1002, { f: 'read-balances', value: { a: 1 } }),
  unsure(1000, 1002, { f: 'read-lists', value: { x: [1] } }),
  unsure(1000, 1002, { f: 'read-all', value: [[1, 2]] }),
  ack('g1/u:6:g1+g2', 1000),
  saw('g2/u:-1:g2', 'primary', 1000, 1002, true),
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
  read('pg1', 1000, 1002, { f: 'read-lists', value: { x: [1, 2], y: [] }, duplicates: [['x', 1]] }),
  unsure(1000, 1002, { f: 'read-lists', value: null, duplicates: null }),
  fault(1000, 2000, { primary: 'pg1', expectedRtoMs: { min: 15_000, max: 25_500 } }),
  fault(1000, null, {
    name: 'partition',
    tookEffect: false,
    explained: 'nobody led',
    expectedRtoMs: { min: 1, max: 2 },
  }),
  { ...saw('pg1', 'down', 1000), epoch: null, position: '0/3000148', claims: { lag: 7, state: 'off' } },
];
/** These are read one by one. */
export const FINAL_READS: Line[] = [
  read('pg1', 1000, 1002, { f: 'read-all', value: [[1, 2]], final: true }),
  read('pg2', 1000, 1002, { f: 'read-lists', value: { x: [1] }, final: true, duplicates: [] }),
];
export const SPELLINGS: ((line: Line) => string)[] = [
  (line) => JSON.stringify(line),
  (line) => JSON.stringify(line, null, 1).replaceAll('\n', ''),
  (line) => `${JSON.stringify(line)} \r`,
];
export const op = (line: Line, index: number) => (line.type === 'op' ? { process: 0, ...line, index } : line);
/** So early that its row is the first, whatever becomes of the other line. */
const EARLIEST = -Number.MAX_VALUE;
const early = ({ atMs, completedAtMs }: Line): Line => {
  if (typeof atMs === 'number') return { atMs: EARLIEST };
  return typeof completedAtMs === 'number' ? { completedAtMs: EARLIEST } : { invokedAtMs: EARLIEST };
};
/** The same line twice with another value, where it has one that may be another, and of an earlier moment. */
const alike = (kind: Line): Line[] =>
  [987_654, 987_655].map((n) => ({
    ...op(kind, n),
    ...(kind.type === 'fault' ? {} : early(kind)),
    ...(typeof kind.value === 'number' ? { value: n } : {}),
  }));

/**
 * @param spell the lines of the kind before it, unless it makes wrong ones of them
 * @returns what the line comes to after these, alone, and the long way: all three are to be the same
 */
export function comesTo(line: string, kind: Line, spell: (line: Line) => string) {
  const run = String(kind.epoch).includes(':') ? GALERA : RUN;
  const lastBy = (lines: string[], way: Way) => lastOf(lines, way, run);
  const before = alike(kind)
    .map(spell)
    .filter((each) => Array.isArray(lastBy([each], 'long')));
  const [after, alone, long] = [lastBy([...before, line], 'quick'), lastBy([line], 'quick'), lastBy([line], 'long')];
  if (Array.isArray(after) && Array.isArray(long)) after[0] = long[0];
  return { after, alone, long };
}

/** @returns the text with another one in the place of the nth match, counted around. @param pattern global */
export function withMatch(text: string, pattern: RegExp, n: number, other: string): string {
  const matches = [...text.matchAll(pattern)];
  const { index, 0: old } = matches[n % matches.length] as RegExpExecArray & { 0: string };
  return text.slice(0, index) + other + text.slice(index + old.length);
}

/** @returns the text with another character in the nth place, counted around. */
export const withCharacter = (text: string, n: number, character: string): string =>
  text.slice(0, n % text.length) + character + text.slice((n % text.length) + 1);
