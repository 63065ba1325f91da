import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import {
  ack,
  balances,
  every,
  finalRead,
  GALERA,
  history,
  historyOf,
  type Line,
  textOf,
} from '../core/lines/testing.ts';
import { judge } from './judge.ts';

const ACKS = every(100, 0, 3000, (at) => ack('pg1/1', at));
const HELD = [
  finalRead(
    'pg1/1',
    every(100, 0, 3000, (at): [number, number] => [at, at]),
  ),
];
const LOST = [finalRead('pg1/1', [[0, 0]])];
const judged = (lines: Line[], run: Line, only?: string[]) => judge(history(lines, run), only);
const valids = (lines: Line[], run: Line, only?: string[]) =>
  Object.fromEntries(Object.entries(judged(lines, run, only).verdicts).map(([id, { valid }]) => [id, valid]));

const ALWAYS = { 'workload-ran': true, 'faults-took-effect': true };

test('the two always-on checkers are judged, whatever is asked for', () => {
  expect(valids(ACKS, {})).toEqual(ALWAYS);
  expect(valids(ACKS, {}, ['available'])).toEqual({ ...ALWAYS, available: true });
  expect(valids([], {})).toEqual({ 'workload-ran': 'unknown', 'faults-took-effect': true });
});

test('the worst verdict decides: invalid over unknown over valid', () => {
  const checkers = (...names: string[]) => ({ checkers: names.map((name) => ({ name })) });
  expect(judged([...ACKS, ...HELD], checkers('no-lost-writes')).valid).toBe(true);
  expect(judged([...ACKS, ...HELD], checkers('no-lost-writes', 'replicas-converge')).valid).toBe('unknown');
  expect(judged([...ACKS, ...LOST], checkers('no-lost-writes', 'replicas-converge')).valid).toBe(false);
});

test('entries are judged under their ids, each with its parameters', () => {
  const checkers = [
    { name: 'available', id: 'loose', limitMs: 500 },
    { name: 'available', limitMs: 301 },
  ];
  const lines = [...ACKS, ...every(100, 3400, 6000, (at) => ack('pg1/1', at))];
  expect(valids(lines, { checkers })).toEqual({ ...ALWAYS, loose: true, available: false });
});

test('names on the command line: every entry of that name, or else one with the defaults', () => {
  const checkers = [
    { name: 'available', id: 'a', limitMs: 301 },
    { name: 'available', id: 'b' },
    { name: 'no-lost-writes' },
  ];
  expect(Object.keys(valids(ACKS, { checkers }, ['available']))).toEqual([...Object.keys(ALWAYS), 'a', 'b']);
  expect(judged(ACKS, { checkers }, ['failover-within']).verdicts['failover-within']?.facts.limitMs).toBe(30_000);
});

test('a checker that this version does not know: unknown where a history names it, refused on the command line', () => {
  const checkers = [{ name: 'from-the-future' }, { name: 'toString' }, { name: '__proto__' }];
  const judgement = judged(ACKS, { checkers });
  expect(judgement.valid).toBe('unknown');
  expect(Object.keys(judgement.verdicts)).toEqual([...Object.keys(ALWAYS), ...checkers.map(({ name }) => name)]);
  expect(judgement.verdicts['from-the-future']).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
  for (const name of ['from-the-future', '', 'toString'])
    expect(() => judged(ACKS, { checkers }, [name])).toThrow(UsageError);
});

test('a checker that needs a parameter which the run line does not give: refused on the command line', () => {
  for (const name of ['restored-exactly', 'total-conserved'])
    expect(() => judged(ACKS, {}, [name])).toThrow(UsageError);
  expect(() => judged([], GALERA, ['routed-to-primary'])).toThrow(UsageError);
  const total = { checkers: [{ name: 'total-conserved', total: 3 }] };
  expect(valids([...ACKS, balances({ a: 3 }, 9000)], total, ['total-conserved'])).toEqual({
    ...ALWAYS,
    'total-conserved': true,
  });
});

test('an entry has the name of another checker as its id: both asked for is refused, for neither may hide the other', () => {
  const checkers = [{ name: 'available', id: 'no-lost-writes' }];
  expect(() => judged(ACKS, { checkers }, ['available', 'no-lost-writes'])).toThrow(UsageError);
  expect(valids(ACKS, { checkers }, ['available'])).toEqual({ ...ALWAYS, 'no-lost-writes': true });
});

test('a checker that throws is unknown', () => {
  const broken = history([...ACKS, ...HELD], { checkers: [{ name: 'no-lost-writes' }] });
  Object.defineProperty(broken, 'observations', {
    get() {
      throw new Error('boom');
    },
  });
  expect(judge(broken).verdicts['no-lost-writes']).toMatchObject({
    ...{ valid: 'unknown', reason: 'the checker failed: boom', facts: { judged: 0 } },
  });
});

const TWIN = {
  expect: { caughtBy: 'no-lost-writes' },
  checkers: [{ name: 'no-lost-writes' }, { name: 'no-phantom-writes' }],
};

test('a twin that is caught: valid, whatever the other checkers say', () => {
  const lines = [
    ...ACKS,
    finalRead('pg1/1', [
      [0, 0],
      [7, 7],
    ]),
  ];
  expect(judged(lines, TWIN)).toMatchObject({
    valid: true,
    twin: { caughtBy: 'no-lost-writes', caught: true },
    verdicts: { 'no-lost-writes': { valid: false }, 'no-phantom-writes': { valid: false } },
  });
});

test('a twin that is not caught: invalid', () => {
  expect(judged([...ACKS, ...HELD], TWIN)).toMatchObject({ valid: false, twin: { caught: false } });
});

test('a twin whose checker cannot tell, or on whose run nothing was proven: unknown, and not caught', () => {
  expect(judged(ACKS, TWIN)).toMatchObject({ valid: 'unknown', twin: { caught: false } });
  expect(judged([...ACKS.slice(11), ...LOST], TWIN)).toMatchObject({
    valid: 'unknown',
    twin: { caught: false },
    verdicts: { 'workload-ran': { valid: 'unknown' }, 'no-lost-writes': { valid: false } },
  });
});

test('a twin’s checker is always judged: not asked for, under its id, or not in the run line at all', () => {
  expect(judged([...ACKS, ...LOST], TWIN, ['available'])).toMatchObject({ valid: true, twin: { caught: true } });
  const byId = { expect: { caughtBy: 'lost' }, checkers: [{ name: 'no-lost-writes', id: 'lost' }] };
  expect(judged([...ACKS, ...LOST], byId)).toMatchObject({ valid: true, verdicts: { lost: { valid: false } } });
  expect(judged([...ACKS, ...LOST], { expect: { caughtBy: 'no-lost-writes' } })).toMatchObject({ valid: true });
  expect(judged([...ACKS, ...LOST], { expect: { caughtBy: 'from-the-future' } })).toMatchObject({ valid: 'unknown' });
});

const cut = (lines: Line[], run: Line) => {
  const text = textOf(lines, run);
  return judge(historyOf(text.slice(0, text.lastIndexOf('{'))));
};

test('an incomplete history: everything is unknown, with the reason', () => {
  const { valid, verdicts } = cut([...ACKS, ...LOST], {
    checkers: [{ name: 'no-lost-writes' }, { name: 'no-split-brain' }],
  });
  expect(valid).toBe('unknown');
  for (const verdict of Object.values(verdicts))
    expect(verdict).toMatchObject({ valid: 'unknown', reason: 'history is incomplete' });
});

test('an incomplete history with a split: that is invalid, for it rests on what is there', () => {
  const lines = [...ACKS, ack('pg2/2', 5000), ack('pg1/1', 6000), ...LOST];
  const judgement = cut(lines, { checkers: [{ name: 'no-lost-writes' }, { name: 'no-split-brain' }] });
  expect(judgement).toMatchObject({
    valid: false,
    verdicts: { 'no-split-brain': { valid: false }, 'no-lost-writes': { valid: 'unknown' } },
  });
});

test('an incomplete history of a twin: unknown, even with the split that was to be caught', () => {
  const lines = [...ACKS, ack('pg2/2', 5000), ack('pg1/1', 6000)];
  expect(cut(lines, { expect: { caughtBy: 'no-split-brain' } })).toMatchObject({
    valid: 'unknown',
    twin: { caught: false },
  });
});
