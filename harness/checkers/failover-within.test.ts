import { expect, test } from 'vitest';
import { ack, every, fault, GALERA, history, type Line, notSent, refused, unsure } from '../core/lines/testing.ts';
import type { Verdict } from '../core/verdict.ts';
import { failoverWithin } from './failover-within.ts';

/** As it is printed. */
const judge = (lines: Line[], limitMs?: number, run: Line = {}) => {
  const spec = { name: 'failover-within', ...(limitMs === undefined ? {} : { limitMs }) };
  return JSON.parse(JSON.stringify(failoverWithin(history(lines, run), spec))) as Verdict;
};
const acks = (at: string, from: number, to: number) => every(100, from, to, (ms) => ack(at, ms));
const fails = (from: number, to: number) => every(100, from, to, (ms) => refused(ms));
/** pg1 acknowledges until 4902, pg2 from `back` + 2 on; nobody in between. */
const outage = (back: number, end = back + 3000) => [
  ...acks('pg1/1', 0, 5000),
  ...fails(5000, back),
  ...acks('pg2/2', back, end),
];

test('the outage is as long as permitted: valid; a millisecond longer: invalid, with the outage as witness', () => {
  const lines = [...outage(20_000), fault(5000)];
  expect(judge(lines, 15_002)).toMatchObject({
    valid: true,
    facts: { judged: 230, rtoMs: 15_002, limitMs: 15_002, resolutionMs: 100 },
  });
  expect(judge(lines, 15_001)).toMatchObject({
    valid: false,
    witnesses: [{ name: 'kill', rtoMs: 15_002, from: 5000, to: 20_002 }],
  });
});

test('no limit is given: it is 30 s', () => {
  const end = (ms: number) => [
    ...outage(34_900, 34_900),
    ack('pg2/2', 34_900, 5000 + ms),
    ...acks('pg2/2', 35_100, 37_000),
  ];
  expect(judge([...end(30_000), fault(5000)]).valid).toBe(true);
  expect(judge([...end(30_001), fault(5000)]).valid).toBe(false);
});

test('the limit is below 3 times the resolution: unknown before anything else', () => {
  expect(judge([...outage(20_000), fault(5000)], 300).valid).toBe(false);
  expect(judge([...outage(20_000), fault(5000)], 299).valid).toBe('unknown');
});

test('the outage began before the injection: it counts from the injection on; after it: from its own start', () => {
  expect(judge([...outage(20_000), fault(5500)])).toMatchObject({ facts: { rtoMs: 14_502 } });
  expect(judge([...outage(20_000), fault(4000)])).toMatchObject({ facts: { rtoMs: 20_002 - 4902 } });
});

test('an outage that ended with the injection is not its outage', () => {
  const lines = (injected: number) => [...outage(20_000), fault(injected)];
  expect(judge(lines(20_002))).toMatchObject({ facts: { rtoMs: 100 } });
  expect(judge(lines(20_001))).toMatchObject({ facts: { rtoMs: 100 } });
  expect(judge(lines(20_001)).facts.perFault).toMatchObject([{ from: 20_002, to: 20_102 }]);
});

test('a fault within 1 s after the start of a gap owns it; later, the fault before does', () => {
  const second = (at: number) =>
    judge([...outage(20_000), fault(4000, null, { name: 'one' }), fault(at, null, { name: 'two' })]).facts.perFault;
  expect(second(5902)).toMatchObject([
    { name: 'one', rtoMs: 100 },
    { name: 'two', rtoMs: 20_002 - 5902, from: 5902, to: 20_002 },
  ]);
  expect(second(5903)).toMatchObject([
    { name: 'one', rtoMs: 20_002 - 4902 },
    { name: 'two', rtoMs: 100 },
  ]);
});

test('1 s after the start of a gap is so as numbers add up: 9000.7 is 1000 after 8000.7, though their difference is more', () => {
  const last = ack('pg1/1', 7998, 8000.7);
  const lines = [
    ...every(100, 0, 7900, (ms) => ack('pg1/1', ms)),
    last,
    ...every(100, 8100, 20_000, (ms) => refused(ms)),
  ];
  const after = every(100, 20_000, 24_000, (ms) => ack('pg2/2', ms));
  const faults = [fault(4000, null, { name: 'one' }), fault(9000.7, null, { name: 'two' })];
  expect(judge([...lines, ...after, ...faults]).facts.perFault).toMatchObject([
    { name: 'one' },
    { name: 'two', from: 9000.7 },
  ]);
});

test('writes are rare: within 3 times the resolution instead of 1 s', () => {
  const lines = (at: number) => [
    ...every(400, 0, 5000, (ms) => ack('pg1/1', ms)),
    ...every(400, 5000, 20_000, (ms) => refused(ms)),
    ...every(400, 20_000, 24_000, (ms) => ack('pg2/2', ms)),
    ...[fault(4000, null, { name: 'one' }), fault(at, null, { name: 'two' })],
  ];
  expect(judge(lines(4802 + 1200)).facts.perFault).toMatchObject([{}, { name: 'two', rtoMs: 20_002 - 6002 }]);
  expect(judge(lines(4802 + 1201)).facts.perFault).toMatchObject([{ name: 'one', rtoMs: 20_002 - 4802 }, {}]);
});

test('several faults in one outage: the first one owns it, the others have none of it', () => {
  const lines = [...outage(20_000), ...[5000, 9000, 12_000].map((at) => fault(at, null, { name: `at ${at}` }))];
  const { facts } = judge(lines, 10_000);
  expect(facts.perFault).toMatchObject([{ name: 'at 5000', rtoMs: 15_002 }, { rtoMs: null }, { rtoMs: 100 }]);
});

test('no fault lies before the gap or near its start: the first one during it owns it', () => {
  const { facts } = judge([...outage(20_000), fault(9000, null, { name: 'a' }), fault(12_000, null, { name: 'b' })]);
  expect(facts).toMatchObject({ rtoMs: 11_002, perFault: [{ name: 'a', rtoMs: 11_002 }, { name: 'b' }] });
});

test('a fault at the start of a gap is before it, not during it', () => {
  const { facts } = judge([...outage(20_000), fault(4902, null, { name: 'a' }), fault(7000, null, { name: 'b' })]);
  expect(facts.perFault).toMatchObject([
    { name: 'a', rtoMs: 15_100 },
    { name: 'b', rtoMs: 100 },
  ]);
});

test('a workload that paused: a fault within 1 s of the end of the pause owns the gap that the pause began', () => {
  const lines = (at: number) => [
    ...[...acks('pg1/1', 0, 5000), ...fails(9000, 20_000), ...acks('pg2/2', 20_000, 23_000)],
    ...[fault(2000, null, { name: 'one' }), fault(at, null, { name: 'two' })],
  ];
  expect(judge(lines(10_000)).facts.perFault).toMatchObject([{}, { name: 'two', rtoMs: 10_002 }]);
  expect(judge(lines(10_001)).facts.perFault).toMatchObject([{ name: 'one', rtoMs: 11_002 }, {}]);
  expect(judge(lines(8000)).facts.perFault).toMatchObject([{}, { name: 'two', rtoMs: 11_002 }]);
});

test('an acknowledgement that does not last does not end the outage', () => {
  const blip = ack('pg2/2', 12_050);
  expect(judge([...outage(20_000), blip, fault(5000)])).toMatchObject({ facts: { rtoMs: 15_002 } });
});

test('no fault: unknown', () => {
  expect(judge(outage(20_000))).toMatchObject({ valid: 'unknown', reason: 'no fault was injected' });
});

test('no write is scheduled after the last injection: unknown', () => {
  const last = (at: number) => judge([...outage(20_000, 20_300), fault(5000), fault(at)]);
  expect(last(20_199).valid).toBe(true);
  expect(last(20_200)).toMatchObject({ valid: 'unknown', reason: expect.stringContaining('scheduled after') });
});

test('the open gap is longer than 1 s: unknown; longer than the limit: invalid', () => {
  const open = (ms: number) => [...outage(6000, 8100), ...fails(8100, 8002 + ms), refused(8002 + ms), fault(5000)];
  expect(judge(open(1000)).valid).toBe(true);
  expect(judge(open(1001))).toMatchObject({ valid: 'unknown', reason: expect.stringContaining('not come back') });
  expect(judge(open(30_001)).valid).toBe(false);
});

test('the workload paused before its last write: no open gap', () => {
  expect(judge([...outage(6000, 8100), refused(30_000, 30_000), fault(5000)]).valid).toBe(true);
});

test('the same node acknowledges afterwards: no failover, unknown', () => {
  const lines = [...acks('pg1/1', 0, 5000), ...fails(5000, 8000), ...acks('pg1/1', 8000, 9000), fault(5000)];
  expect(judge(lines)).toMatchObject({ valid: 'unknown', reason: 'no failover happened' });
});

test('nothing was acknowledged before the fault: no failover is seen, unknown', () => {
  expect(judge([...fails(0, 5000), ...acks('pg2/2', 5000, 9000), fault(1000)]).valid).toBe('unknown');
});

test('two acknowledgements of one node are the last at one moment, and it leads again at the end: a failover', () => {
  const twice = { ...ack('pg1/1', 4950, 4960), value: 4951 };
  const lines = [...outage(8000), ack('pg1/1', 4950, 4960), twice, ...acks('pg1/3', 11_000, 12_000), fault(5000)];
  expect(judge(lines).valid).toBe(true);
});

test('two nodes acknowledged last at one moment: only a third one shows a failover', () => {
  const both = [ack('pg1/1', 4950, 4960), { ...ack('pg2/2', 4950, 4960), value: 4951 }];
  const lines = (at: string) => [
    ...acks('pg1/1', 0, 4900),
    ...both,
    ...fails(5000, 8000),
    ...acks(at, 8000, 9000),
    fault(5000),
  ];
  expect(judge(lines('pg2/2')).valid).toBe('unknown');
  expect(judge(lines('pg1/1')).valid).toBe('unknown');
  expect(judge(lines('pg3/3')).valid).toBe(true);
});

test('an acknowledgement at the injection is neither before nor after it', () => {
  const lines = (to: number) => [
    ...acks('pg1/1', 0, 4900),
    ack('pg2/2', 4950, to),
    ...acks('pg1/3', 5000, 6000),
    fault(5000),
  ];
  expect(judge(lines(5000)).valid).toBe('unknown');
  expect(judge(lines(5001)).valid).toBe(true);
  expect(judge(lines(4999)).valid).toBe(true);
});

test('an outage quicker than the settings permit: unknown, unless it is explained', () => {
  const expected = (min: number, more: Line = {}) =>
    judge([...outage(20_000), fault(5000, 9000, { expectedRtoMs: { min, max: 40_000 }, ...more })]).valid;
  expect(expected(15_002)).toBe(true);
  expect(expected(15_003)).toBe('unknown');
  expect(expected(15_003, { explained: 'the lease was about to expire' })).toBe(true);
  expect(expected(15_003, { explained: null })).toBe('unknown');
});

test('a fault that must end in a failover has no outage of its own: unknown', () => {
  const lines = [
    ...outage(20_000),
    fault(5000, null),
    fault(9000, null, { expectedRtoMs: { min: 1, max: 2 } }),
    fault(12_000, null),
  ];
  expect(judge(lines).valid).toBe('unknown');
});

test('a write that hangs until the end of the outage is in flight in it', () => {
  const lines = [...acks('pg1/1', 0, 5000), unsure(5000, null), ...acks('pg2/2', 20_000, 23_000), fault(5000)];
  expect(judge(lines, 15_001)).toMatchObject({ valid: false, facts: { rtoMs: 15_002 } });
  expect(judge([...lines.filter((line) => line.outcome !== 'unknown'), notSent(5000)])).toMatchObject({
    facts: { rtoMs: 100 },
  });
});

const galera = (before: string, after: string, more: Line[] = []) =>
  judge(
    [...acks(before, 0, 5000), ...fails(5000, 8000), ...acks(after, 8000, 11_000), fault(5000), ...more],
    30_000,
    GALERA,
  );

test('Galera: a component lacks a node that acknowledged shortly before: a failover; none does: unknown', () => {
  expect(galera('g1/u:3:g1+g2+g3', 'g2/u:4:g2+g3').valid).toBe(true);
  expect(galera('g1/u:3:g1+g2+g3', 'g1/u:4:g1+g2').valid).toBe('unknown');
  expect(galera('g1/u:3:g1+g2+g3', 'g2/u:3:g1+g2+g3').valid).toBe('unknown');
});

test('Galera: 5 s before the injection is shortly before, a millisecond more is not', () => {
  const lines = (lastOfG1: number) => [
    ...[ack('g1/u:3:g1+g2+g3', lastOfG1 - 2), ...acks('g2/u:3:g1+g2+g3', lastOfG1, 5000)],
    ...[...acks('g2/u:4:g2+g3', 10_000, 13_000), fault(9000)],
  ];
  expect(judge(lines(4000), 30_000, GALERA).valid).toBe(true);
  expect(judge(lines(3999), 30_000, GALERA).valid).toBe('unknown');
});
