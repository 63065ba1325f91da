import { expect, test } from 'vitest';
import { ack, every, history, type Line, notSent, read, refused, saw } from '../core/lines/testing.ts';
import { routedToPrimary } from './routed-to-primary.ts';

const judge = (lines: Line[], graceMs?: number) =>
  routedToPrimary(history(lines, { nodes: ['pg1', 'pg2'] }), {
    name: 'routed-to-primary',
    ...(graceMs === undefined ? {} : { graceMs }),
  });
/** pg1 is primary, pg2 replica, seen every second from 0 to 30 s. */
const SETTLED = every(1000, 0, 30_000, (at) => [saw('pg1/1', 'primary', at), saw('pg2/1', 'replica', at)]).flat();

test('a read by the read port is answered by the replica: valid; by the primary beside a replica: invalid', () => {
  expect(judge([...SETTLED, read('pg2', 15_500)])).toMatchObject({ valid: true, facts: { judged: 1, wrong: 0 } });
  expect(judge([...SETTLED, read('pg1', 15_500)])).toMatchObject({
    valid: false,
    witnesses: [{ index: 60, node: 'pg1', completedAtMs: 15_502 }],
    facts: { judged: 1, wrong: 1 },
  });
});

test('there is no other replica: the primary may answer', () => {
  const alone = SETTLED.map((line) => (line.role === 'replica' ? { ...line, role: 'down' } : line));
  expect(judge([...alone, read('pg1', 15_500)])).toMatchObject({ valid: true, facts: { judged: 1 } });
});

test('a read that failed, or by the write port, is not misrouted', () => {
  expect(judge([...SETTLED, read('pg1', 15_500, 15_502, { outcome: 'fail' })]).valid).toBe(true);
  expect(judge([...SETTLED, read('pg1', 15_500, 15_502, { via: 'write' }), read('pg2', 16_500)]).valid).toBe(true);
});

test('a write by the write port is refused as read-only while there is a primary: invalid', () => {
  expect(judge([...SETTLED, refused(15_500, 15_502, '25006')])).toMatchObject({
    valid: false,
    witnesses: [{ node: null, completedAtMs: 15_502 }],
  });
});

test('refused for another reason, by another way, or while nobody was primary: valid', () => {
  expect(judge([...SETTLED, refused(15_500, 15_502, '57P03')])).toMatchObject({ valid: true, facts: { judged: 1 } });
  expect(judge([...SETTLED, ack('pg1/1', 9), refused(15_500, 15_502, '25006', { via: 'direct:pg2' })]).valid).not.toBe(
    false,
  );
  const nobody = SETTLED.map((line) => (line.role === 'primary' ? { ...line, role: 'replica' } : line));
  expect(judge([...nobody, refused(15_500, 15_502, '25006')])).toMatchObject({ valid: true, facts: { judged: 1 } });
});

test('roles at invocation and completion must be settled and the same', () => {
  expect(judge([...SETTLED, read('pg1', 15_500, 40_000)])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
  // The roles change places between 10 s and 20 s; both moments are settled, each with its own.
  const swapped = SETTLED.map((line) =>
    (line.askedAtMs as number) >= 15_000 ? { ...line, role: line.role === 'primary' ? 'replica' : 'primary' } : line,
  );
  expect(judge([...swapped, read('pg1', 5500, 25_500)], 2000)).toMatchObject({
    valid: 'unknown',
    facts: { judged: 0 },
  });
  expect(judge([...swapped, read('pg2', 5500), read('pg1', 25_500)], 2000)).toMatchObject({
    valid: true,
    facts: { judged: 2 },
  });
});

test('no grace is given: 10 s after a change nobody is to blame, later somebody is', () => {
  const back = SETTLED.map((line) => (line.askedAtMs === 0 ? { ...line, role: 'joining' } : line));
  const at = (from: number) => judge([...back, read('pg1', from, from + 1)]);
  // The answers that differ from the first ones came at 1002.
  expect(at(11_002)).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
  expect(at(11_003).valid).toBe(false);
});

test('what was not sent was routed nowhere', () => {
  expect(judge([...SETTLED, notSent(15_500)])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

test('more than a hundred: the first and the last 50 by time, whatever the order in the file', () => {
  const reads = every(100, 2500, 27_500, (at) => read('pg1', at, at + 1)).reverse();
  const verdict = judge([...SETTLED, ...reads]);
  expect(verdict).toMatchObject({ valid: false, facts: { wrong: 250 } });
  const times = verdict.witnesses?.map((each) => (each as { completedAtMs: number }).completedAtMs) ?? [];
  expect(times).toHaveLength(100);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect([times[0], times[99]]).toEqual([2501, 27_401]);
});

test('no nodes, no roles: unknown, whatever was written', () => {
  expect(
    routedToPrimary(history([ack('pg1/1', 100), ack('pg1/1', 200)], { nodes: [] }), { name: 'routed-to-primary' }),
  ).toMatchObject({
    valid: 'unknown',
    facts: { judged: 0 },
  });
});
