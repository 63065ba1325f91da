import { expect, test } from 'vitest';
import { ack, every, history, type Line, notSent, refused, unsure } from '../core/lines/testing.ts';
import { available } from './available.ts';

const judge = (lines: Line[], limitMs?: number) =>
  available(history(lines), { name: 'available', ...(limitMs === undefined ? {} : { limitMs }) });
const acks = (from: number, to: number) => every(100, from, to, (at) => ack('pg1/1', at));
const fails = (from: number, to: number) => every(100, from, to, (at) => refused(at));

test('the longest gap is as long as the limit: valid; a millisecond longer: invalid with the gap as witness', () => {
  // The acknowledgements of the writes at 900 and at 2000 came at 902 and 2002.
  const lines = [...acks(0, 1000), ...fails(1000, 2000), ...acks(2000, 4000)];
  expect(judge(lines, 1100)).toMatchObject({ valid: true, facts: { longestGapMs: 1100, resolutionMs: 100 } });
  expect(judge(lines, 1099)).toMatchObject({
    valid: false,
    witnesses: [{ from: 902, to: 2002, lengthMs: 1100 }],
    facts: { longestGapMs: 1100, judged: 40 },
  });
});

test('no limit is given: it is 1000 ms', () => {
  const gap = (ms: number) => [
    ...acks(0, 1000),
    ...fails(1000, 1900),
    ack('pg1/1', 1900, 902 + ms),
    ...acks(2000, 4000),
  ];
  expect(judge(gap(1000))).toMatchObject({ valid: true, facts: { longestGapMs: 1000 } });
  expect(judge(gap(1001))).toMatchObject({ valid: false, facts: { longestGapMs: 1001 } });
});

test('the limit is 3 times the resolution: judged; below it: unknown before anything else', () => {
  const lines = [...acks(0, 1000), ...fails(1000, 9000), ...acks(9000, 10_000)];
  expect(judge(lines, 300).valid).toBe(false);
  expect(judge(lines, 299)).toMatchObject({ valid: 'unknown', facts: { judged: 100, resolutionMs: 100 } });
});

test('nothing is acknowledged at all: the gap runs from the first to the last scheduled write', () => {
  expect(judge(fails(500, 3600))).toMatchObject({ valid: false, facts: { longestGapMs: 3000 } });
});

test('the first acknowledgement comes late: the gap before it counts from the first scheduled write', () => {
  expect(judge([...fails(0, 2000), ...acks(2000, 4000)])).toMatchObject({
    facts: { longestGapMs: 2002 },
    valid: false,
  });
});

test('writes end with an outage: the open gap counts up to the last scheduled write', () => {
  expect(judge([...acks(0, 2000), ...fails(2000, 4100)])).toMatchObject({ facts: { longestGapMs: 4000 - 1902 } });
});

test('writes by another way than the write port neither fill a gap nor open one', () => {
  const beside = every(100, 1000, 3000, (at) => ack('pg1/1', at + 1, at + 3, { via: 'direct:pg1' }));
  const lines = [...acks(0, 1000), ...fails(1000, 3000), ...acks(3000, 4000)];
  expect(judge([...lines, ...beside])).toMatchObject({ valid: false, facts: { judged: 40, longestGapMs: 2100 } });
  expect(judge([...acks(0, 1000), ack('pg1/1', 9001, 9002, { via: 'read' })], 500).valid).toBe(true);
});

test('no write at all, or one: unknown', () => {
  expect(judge([])).toMatchObject({ valid: 'unknown', facts: { judged: 0, resolutionMs: null } });
  expect(judge([ack('pg1/1', 0)])).toMatchObject({ valid: 'unknown', facts: { judged: 1 } });
});

test('lines out of order: the same gaps', () => {
  const lines = [...acks(0, 1000), ...fails(1000, 2000), ...acks(2000, 4000)];
  expect(judge([...lines].reverse(), 1099)).toMatchObject({ valid: false, facts: { longestGapMs: 1100 } });
});

test('a workload that paused is no outage, one whose writes hang or could not be sent is', () => {
  const pause = [...acks(0, 1000), ...acks(6000, 7000)];
  expect(judge(pause)).toMatchObject({ valid: true, facts: { longestGapMs: 100 } });
  // Invoked at 1000, given up at 5500: only the stretch from then on is short enough to count.
  expect(judge([...pause, unsure(1000, 5500)])).toMatchObject({ valid: false, facts: { longestGapMs: 6002 - 902 } });
  expect(judge([...pause, unsure(1000, null)])).toMatchObject({ valid: false, facts: { longestGapMs: 6002 - 902 } });
  expect(judge([...pause, ...every(100, 1000, 6000, notSent)])).toMatchObject({ valid: false });
});

test('more than a hundred gaps: the first and the last 50 as witnesses, the number of all in the facts', () => {
  const lines = every(1000, 0, 120_000, (at) => [ack('pg1/1', at), refused(at + 300), refused(at + 600)]).flat();
  const verdict = judge(lines, 950);
  expect(verdict).toMatchObject({ valid: false, facts: { gaps: 119 } });
  expect(verdict.witnesses).toHaveLength(100);
  expect(verdict.witnesses?.[49]).toMatchObject({ from: 49_002 });
  expect(verdict.witnesses?.[50]).toMatchObject({ from: 69_002 });
});
