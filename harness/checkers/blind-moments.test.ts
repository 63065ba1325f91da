import { expect, test } from 'vitest';
import { ack, every, fault, history, type Line, saw, unsure } from '../core/lines/testing.ts';
import { blindMoments } from './blind-moments.ts';

/** The nodes that were blind for more than 5 s in a row; pg2 is the only one of the run unless others are given. */
const blind = (lines: Line[], nodes = ['pg2'], maxBlindMs = 5000) =>
  blindMoments(history(lines, { nodes }), maxBlindMs).map((sentence) => sentence.split(' ')[0]);
const seen = (from: number, to = from + 10, node = 'pg2/1') => saw(node, 'replica', from, to, false);
/** A fault from 10 s to 20 s whose new authority acknowledged at once, and pg2 seen all the time but from a to b. */
const unseen = (a: number, b: number) => [
  ...[fault(10_000, 20_000), ack('pg1/2', 10_001)],
  ...every(100, 0, 30_000, (at) => seen(at, at + 100)).filter(
    (each) => !((each.atMs as number) > a && (each.askedAtMs as number) < b),
  ),
];

test('it was not seen for exactly 5 s: enough; a millisecond longer: blind', () => {
  expect(blind(unseen(12_000, 17_000))).toEqual([]);
  expect(blind(unseen(12_000, 17_000), ['pg2'], 4999)).toEqual(['pg2']);
  expect(blind([fault(10_000, 20_000), seen(0, 12_000), seen(17_001, 20_000)])).toEqual(['pg2']);
  expect(blind([fault(10_000, 20_000), seen(0, 12_000), seen(17_000, 20_000)])).toEqual([]);
});

test('only what lies between the injection and the heal counts', () => {
  expect(blind(unseen(2000, 15_000))).toEqual([]);
  expect(blind(unseen(2000, 15_100))).toEqual(['pg2']);
  expect(blind(unseen(15_000, 29_000))).toEqual([]);
  expect(blind(unseen(14_900, 29_000))).toEqual(['pg2']);
});

test('no fault: nobody had to look', () => {
  expect(blind([ack('pg1/1', 100), ack('pg1/1', 50_000)])).toEqual([]);
});

test('a node that was never seen at all is blind; a node that is not of the run need not be seen', () => {
  const lines = unseen(40_000, 40_000);
  expect(blind(lines, ['pg1', 'pg2'])).toEqual(['pg1']);
});

test.each<[string, Line, string[]]>([
  ['unreachable', saw('pg2', 'unreachable', 12_000, 17_500), ['pg2']],
  ['primary with writable not known', saw('pg2/1', 'primary', 12_000, 17_500, null), ['pg2']],
  ['primary that refused', saw('pg2/1', 'primary', 12_000, 17_500, false), []],
  ['down', saw('pg2', 'down', 12_000, 17_500, null), []],
  ['a replica to which no write was tried', saw('pg2', 'replica', 12_000, 17_500, null), []],
  ['joining', saw('pg2', 'joining', 12_000, 17_500, null), []],
])('what it was in the meantime: %s', (_, line, expected) => {
  expect(blind([...unseen(12_000, 17_500), line])).toEqual(expected);
});

test('a node is seen from the question to the answer, however long that takes', () => {
  expect(blind([fault(10_000, 20_000), seen(9000, 21_000)])).toEqual([]);
  expect(blind([fault(10_000, 20_000), seen(9000, 9001), seen(15_500, 21_000)])).toEqual(['pg2']);
});

test('healed, but the new authority came later: the window is open until its first acknowledgement', () => {
  const lines = (last: number) => [
    ...[fault(10_000, 11_000), ack('pg1/1', 9000), ack('pg1/1', 10_500), ack('pg1/2', last - 2), ack('pg1/2', 40_000)],
    seen(9000, 13_000),
  ];
  expect(blind(lines(18_000))).toEqual([]);
  expect(blind(lines(18_001))).toEqual(['pg2']);
});

test('a write is of the new authority only if it was invoked after the injection, in an epoch not shown before it', () => {
  const lines = (...more: Line[]) => [fault(10_000, 11_000), seen(9000, 13_000), ack('pg1/2', 40_000), ...more];
  // What comes at 10 s or before shows the epoch 2, so that the write at 40 s is not new: then the last one ends the window.
  expect(blind([...lines(), ack('pg1/2', 12_000, 12_002)])).toEqual([]);
  expect(blind([...lines(), ack('pg1/2', 10_001, 10_003)])).toEqual([]);
  expect(blind([...lines(), ack('pg1/2', 10_000, 10_002)])).toEqual(['pg2']);
  expect(blind([...lines(), ack('pg1/2', 12_000, 12_002), saw('pg3/2', 'replica', 9999, 10_000)])).toEqual([]);
  expect(blind([...lines(), ack('pg1/2', 12_000, 12_002), saw('pg3/2', 'replica', 9990, 9999)])).toEqual(['pg2']);
  expect(blind([...lines(), ack('pg1/2', 12_000, 12_002), ack('pg1/2', 9000)])).toEqual(['pg2']);
});

test('no new authority: the window is open until the last acknowledged write of the run', () => {
  const lines = (last: number) => [
    fault(10_000, 11_000),
    ack('pg1/1', 9000),
    ack('pg1/1', last - 2),
    seen(9000, 13_000),
  ];
  expect(blind(lines(18_000))).toEqual([]);
  expect(blind(lines(18_001))).toEqual(['pg2']);
  expect(blind([...lines(18_000), unsure(40_000)])).toEqual([]);
});

test('never healed: the window is open until the last observation', () => {
  const lines = (at: number) => [
    fault(10_000, null),
    ack('pg1/2', 10_001),
    seen(9000, 13_000),
    seen(at - 10, at, 'pg3'),
  ];
  expect(blind(lines(18_000))).toEqual([]);
  expect(blind(lines(18_001))).toEqual(['pg2']);
});

test('several faults, each with its own window and its own authority', () => {
  const faults = [fault(10_000, 11_000), fault(30_000, 31_000), fault(50_000, 51_000)];
  const acks = [ack('pg1/1', 9000), ack('pg1/2', 12_000), ack('pg1/3', 32_000), ack('pg1/4', 52_000)];
  const lines = (a: number, b: number) => [
    ...faults,
    ...acks,
    ...every(100, 0, 60_000, (at) => seen(at, at + 100)).filter(
      (each) => (each.askedAtMs as number) < a || (each.askedAtMs as number) >= b,
    ),
  ];
  expect(blind(lines(12_100, 29_000))).toEqual([]);
  expect(blind(lines(29_000, 32_100))).toEqual([]);
  expect(blind(lines(20_000, 45_000), ['pg2'], 2001)).toEqual(['pg2']);
  expect(blind(lines(20_000, 45_000), ['pg2'], 2002)).toEqual([]);
});

test.each([2, 254, 255, 256, 257])('%i faults: each has the window that it would have alone', (count) => {
  const at = (line: Line, field: string) => line[field] as number;
  const faults = Array.from({ length: count }, (_, i) => fault(1000 + 10 * i, 1001 + 10 * i));
  const end = 1000 + 10 * count;
  // Now and then an epoch that nobody had shown.
  const acks = every(7, 1000, end + 100, (from) => ack(`pg1/${Math.floor(from / 23)}`, from));
  const windows = faults.map((one) => {
    const injected = at(one, 'injectedAtMs');
    const shown = new Set(acks.filter((each) => at(each, 'completedAtMs') < injected).map((each) => each.epoch));
    const first = acks.find((each) => at(each, 'invokedAtMs') > injected && !shown.has(each.epoch)) ?? acks.at(-1);
    return [injected, Math.max(at(one, 'healedAtMs'), at(first as Line, 'completedAtMs'))] as const;
  });
  for (const from of [1003, 1000 + 5 * count, end - 40, end - 20, end - 7])
    for (const length of [12, 16, 19, 22, 25]) {
      const lines = [...faults, ...acks, seen(0, from), seen(from + length, end + 200)];
      const isBlind = windows.some(([a, b]) => Math.min(b, from + length) - Math.max(a, from) > 11);
      expect([from, length, ...blind(lines, ['pg2'], 11)]).toEqual([from, length, ...(isBlind ? ['pg2'] : [])]);
    }
});
