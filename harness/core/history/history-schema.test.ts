import { expect, test } from 'vitest';
import {
  ack,
  finalRead,
  historyOf,
  type Line,
  mark,
  RUN,
  read,
  refusal,
  restore,
  saw,
  textOf,
  unsure,
} from '../lines/testing.ts';

const one = (line: Line, run: Line = {}) => textOf([line], run);
const without = (line: Line, field: string): Line =>
  Object.fromEntries(Object.entries(line).filter(([name]) => name !== field));

const OP = { index: 0, process: 0, ...ack('pg1/1', 10) };
const OBSERVATION = saw('pg1/1', 'primary', 30, 32, true);
const FAULT = { type: 'fault', name: 'f', targets: ['pg1'], injectedAtMs: 1, healedAtMs: 2, tookEffect: true };
const REQUIRED: [string, Line][] = [
  ...[
    'index',
    'process',
    'f',
    'via',
    'scheduledAtMs',
    'invokedAtMs',
    'completedAtMs',
    'outcome',
    'value',
    'node',
    'epoch',
  ].map((field): [string, Line] => [field, OP]),
  ...['askedAtMs', 'atMs', 'node', 'role', 'writable', 'epoch'].map((field): [string, Line] => [field, OBSERVATION]),
  ...['name', 'targets', 'injectedAtMs', 'healedAtMs', 'tookEffect'].map((field): [string, Line] => [field, FAULT]),
  ...['name', 'invokedAtMs', 'completedAtMs'].map((field): [string, Line] => [field, mark(1)]),
  ...['name', 'mark', 'target', 'node', 'invokedAtMs', 'completedAtMs', 'outcome', 'value'].map(
    (field): [string, Line] => [field, restore([])],
  ),
];

test.each(REQUIRED)('a line without its %s: refused with line and field', (field, line) => {
  const text = `${JSON.stringify(RUN)}\n${JSON.stringify(without(line, field))}\n{"type":"end","lines":3}\n`;
  expect(refusal(text)).toMatch(new RegExp(`^h:2: ${field}: `));
  expect(refusal(text.replace(/(\n\{)/, `$1"${field}":{"no":true},`))).toMatch(new RegExp(`^h:2: ${field}`));
});

test.each(['format', 'scenario', 'engine', 'seed', 'startedAt', 'nodes', 'checkers', 'plannedFaults'])(
  'a run line without its %s, or with a wrong one: refused',
  (field) => {
    const run = (line: Line) => `${JSON.stringify(line)}\n{"type":"end","lines":2}\n`;
    expect(refusal(run(without(RUN, field)))).toMatch(new RegExp(`^h:1: ${field}: `));
    expect(refusal(run({ ...RUN, [field]: 1.5 }))).toMatch(new RegExp(`^h:1: ${field}: `));
  },
);

test.each<[string, string]>([
  ['format', one(OP, { format: 'hadrill-history/2' })],
  ['engine', one(OP, { engine: 'oracle' })],
  ['startedAt', one(OP, { startedAt: 'yesterday' })],
  ['expect.caughtBy', one(OP, { expect: {} })],
  ['f', one({ ...OP, f: 'cas' })],
  ['via', one({ ...OP, via: 'direct:' })],
  ['via', one({ ...OP, via: 'proxy' })],
  ['outcome', one({ ...OP, outcome: 'info' })],
  ['index', one({ ...OP, index: '0' })],
  ['value', one({ ...OP, value: 1.5 })],
  ['value', one({ ...unsure(20), value: null })],
  ['value', one({ ...read('pg1', 10), value: 'pg1' })],
  ['value', one(finalRead('pg1/1', [[2, 1]]))],
  [
    'value',
    one(
      finalRead('pg1/1', [
        [3, 4],
        [1, 2],
      ]),
    ),
  ],
  [
    'value',
    one(
      finalRead('pg1/1', [
        [1, 2],
        [2, 3],
      ]),
    ),
  ],
  ['value', one({ ...finalRead('pg1/1', []), value: null })],
  [
    'value',
    one({
      ...OP,
      f: 'txn',
      value: [
        ['append', 'x', 1],
        ['r', 'x', null],
      ],
    }),
  ],
  ['value', one({ ...OP, f: 'txn', value: [['cas', 'x', 1]] })],
  ['value', one({ ...OP, f: 'txn', value: [['append', 1, 1]] })],
  ['value', one({ ...OP, f: 'transfer', value: { from: 'a', to: 'b' } })],
  ['value', one({ ...OP, f: 'read-lists', value: { x: [1, 'a'] } })],
  ['value', one({ ...OP, f: 'read-balances', value: { x: 1.5 } })],
  ['value', one(restore(null))],
  ['completedAtMs', one({ ...OP, completedAtMs: null })],
  ['completedAtMs', one({ ...OP, outcome: 'fail', completedAtMs: null })],
  ['completedAtMs', one(restore([], { completedAtMs: null }))],
  ['epoch', one({ ...OP, epoch: 'first' })],
  ['epoch', one({ ...OP, epoch: 1 })],
  ['epoch', one({ ...OP, epoch: '1' }, { engine: 'mariadb' })],
  ['epoch', one({ ...OP, f: 'transfer', value: { from: 'a', to: 'b', amount: 1 }, epoch: null })],
  ['error', one({ ...OP, error: 'refused' })],
  ['error.code', one({ ...OP, error: { code: 1205, message: '' } })],
  ['error.message', one({ ...OP, error: { code: '1205' } })],
  ['final', one({ ...OP, final: 'yes' })],
  ['position', one({ ...OP, position: 17 })],
  ['duplicates', one({ ...finalRead('pg1/1', []), duplicates: ['1'] })],
  ['duplicates', one({ ...finalRead('pg1/1', []), f: 'read-lists', value: {}, duplicates: [1] })],
  ['role', one({ ...OBSERVATION, role: 'leader' })],
  ['writable', one({ ...OBSERVATION, writable: 'yes' })],
  ['targets', one({ ...FAULT, targets: 'pg1' })],
  ['expectedRtoMs.min', one({ ...FAULT, expectedRtoMs: { max: 1 } })],
  ['expectedRtoMs.max', one({ ...FAULT, expectedRtoMs: { min: 1, max: '2' } })],
  ['explained', one({ ...FAULT, explained: true })],
  ['primary', one({ ...FAULT, primary: 1 })],
  ['barrier', one(mark(1, 2, { barrier: 1 }))],
  ['target.type', one(restore([], { target: { value: 'x' } }))],
  ['target.value', one(restore([], { target: { type: 'time' } }))],
  ['reached', one(restore([], { reached: 1 }))],
  ['lines', `${JSON.stringify(RUN)}\n{"type":"end"}\n`],
  ['lines', `${JSON.stringify(RUN)}\n{"type":"end","lines":"2"}\n`],
  ['type', `${JSON.stringify(RUN)}\n{"type":"note"}\n`],
  ['type', `${JSON.stringify(RUN)}\n{}\n`],
  ['type', `${JSON.stringify(RUN)}\n{"type":"toString"}\n`],
])('a wrong %s is refused, with line and field', (field, text) => {
  const line = /^(format|engine|startedAt|expect\.)/.test(field) ? 1 : 2;
  expect(refusal(text)).toMatch(new RegExp(`^h:${line}: ${field}: `));
});

test('an optional field may be null, a field that is not listed may be anything', () => {
  const all = textOf(
    [
      ...[{ ...OP, error: null, final: null, position: null, duplicates: null, note: {} }],
      ...[
        { ...unsure(20, null), node: null, epoch: null },
        { ...saw('pg1', 'down', 1), epoch: null, position: null },
      ],
      ...[{ ...FAULT, primary: null, expectedRtoMs: null, explained: null, healedAtMs: null }],
      ...[mark(1, 2, { barrier: null, position: null }), restore([], { reached: null, duplicates: null })],
      restore(null, { name: 's', outcome: 'unknown', completedAtMs: null }),
    ],
    { expect: null, checkers: [{ name: 'available', id: null, limitMs: null }], more: 1 },
  );
  expect(historyOf(all).incomplete).toBe(false);
});

test('reads that did not return have no value; a read of roles has no epoch', () => {
  const reads = ['read-all', 'read-lists', 'read-balances'].map((f, i) => unsure(i, null, { f, value: null }));
  const asked = unsure(9, null, { f: 'txn', value: [['r', 'x', null]] });
  expect(historyOf(textOf([...reads, asked, read('pg1', 20)])).ops.length).toBe(5);
});

test('Galera’s epochs: state uuid, configuration, members', () => {
  const at = (epoch: string) => textOf([ack(`g1/${epoch}`, 10)], { engine: 'mariadb' });
  expect(historyOf(at('9f1c:6:g1+g2')).ops.length).toBe(1);
  for (const epoch of ['9f1c:6', '9f1c:x:g1', '9f1c:6:', ':6:g1']) expect(refusal(at(epoch))).toMatch(/^h:2: epoch: /);
});
