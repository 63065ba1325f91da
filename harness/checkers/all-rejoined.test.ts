import { expect, test } from 'vitest';
import { every, fault, finalRead, GALERA, history, type Line, saw } from '../core/lines/testing.ts';
import { allRejoined } from './all-rejoined.ts';

const judge = (lines: Line[], withinMs?: number, run: Line = { nodes: ['pg1'] }) =>
  allRejoined(history(lines, run), { name: 'all-rejoined', ...(withinMs === undefined ? {} : { withinMs }) });
const primary = (from: number, to = from) => saw('pg1/2', 'primary', from, to);
const down = (from: number, to = from) => saw('pg1', 'down', from, to);
/** The last heal is at 1000. Down until `back`, healthy from then until `end`. */
const back = (at: number, end = at + 2000) => [
  fault(500, 1000),
  ...every(500, 1000, at, (ms) => down(ms)),
  ...every(500, at, end, (ms) => primary(ms)),
];

test('healthy as late as permitted: valid; a millisecond later: invalid, with the time in the facts', () => {
  expect(judge(back(6000), 5000)).toMatchObject({ valid: true, facts: { rejoinedMs: { pg1: 5000 } } });
  expect(judge(back(6000), 4999)).toMatchObject({ valid: false, facts: { rejoinedMs: { pg1: 5000 } } });
});

test('as late as permitted is so as numbers add up: 66131.865 is 60000 after 6131.865, though their difference is more', () => {
  const lines = [fault(500, 6131.865), ...every(5000, 6200, 66_000, (ms) => down(ms))];
  const healthy = [primary(66_131.865), primary(66_500)];
  expect(judge([...lines, ...healthy], 60_000).valid).toBe(true);
  expect(judge([...lines, ...healthy], 59_999.9).valid).toBe(false);
});

test('no limit is given: it is 60 s', () => {
  expect(judge(back(61_000)).valid).toBe(true);
  expect(judge([...back(61_000).filter((line) => line.askedAtMs !== 61_000), primary(61_001)]).valid).toBe(false);
});

test('the clock starts at the last heal; without faults at the run’s start', () => {
  expect(judge([...back(6000), fault(1500, 4000)], 2000)).toMatchObject({
    valid: true,
    facts: { rejoinedMs: { pg1: 2000 } },
  });
  expect(judge(back(6000).slice(1), 5999)).toMatchObject({ valid: false, facts: { rejoinedMs: { pg1: 6000 } } });
});

test('a fault that was never healed: unknown before anything else', () => {
  expect(judge([...back(6000), fault(1500, null)], 1)).toMatchObject({
    valid: 'unknown',
    reason: 'a fault was never healed',
  });
});

test('healthy is the newest epoch: an older one, or none for long, is not', () => {
  const replica = (at: string) => [fault(0, 1000), ...every(500, 1000, 9000, (ms) => saw(at, 'replica', ms, ms))];
  const newer = finalRead('pg1/3', [], 9000);
  expect(judge([...replica('pg1/3'), newer], 5000).valid).toBe(true);
  expect(judge([...replica('pg1/2'), newer], 5000).valid).toBe(false);
  expect(judge([...replica('pg1'), newer], 5000).valid).toBe(false);
  expect(
    judge([fault(0, 1000), ...every(500, 1000, 9000, (ms) => saw('pg1/3', 'joining', ms, ms)), newer], 5000).valid,
  ).toBe(false);
});

test('a replica without an epoch that showed one 5000 ms before is left out; a millisecond later it is not healthy', () => {
  const lines = (at: number) => [
    fault(0, 1000),
    primary(1000),
    primary(2000),
    saw('pg1', 'replica', at, at),
    primary(8000),
    primary(8100),
  ];
  expect(judge(lines(7000), 5000)).toMatchObject({ valid: true, facts: { judged: 4, rejoinedMs: { pg1: 0 } } });
  expect(judge(lines(7001), 7000)).toMatchObject({ valid: true, facts: { judged: 5, rejoinedMs: { pg1: 7000 } } });
  expect(judge(lines(7001), 5000).valid).toBe(false);
});

test('it showed the epoch before the heal: that counts as shown before', () => {
  expect(
    judge([fault(0, 1000), primary(900), saw('pg1', 'replica', 1100, 1100), primary(2000), primary(2100)]),
  ).toMatchObject({
    facts: { judged: 2, rejoinedMs: { pg1: 1000 } },
  });
});

test('what was seen before the heal, or unreachable, is not judged; at the heal it is', () => {
  const lines = [fault(0, 1000), primary(999), primary(1000), saw('pg1', 'unreachable', 1500), primary(2000)];
  expect(judge(lines)).toMatchObject({ valid: true, facts: { judged: 2, rejoinedMs: { pg1: 0 } } });
});

test('healthy, down, and healthy again: it counts from the last time', () => {
  expect(
    judge([fault(0, 1000), primary(1000), primary(1500), down(3000), primary(4000), primary(4100)], 2999),
  ).toMatchObject({
    valid: false,
    facts: { rejoinedMs: { pg1: 3000 } },
  });
});

test('never healthy and watched beyond the limit: invalid; watched up to the limit: unknown', () => {
  const lines = (end: number) => [
    fault(0, 1000),
    ...every(500, 1000, 6000, (ms) => down(ms)),
    down(end),
    finalRead('pg1/2', []),
  ];
  expect(judge(lines(6001), 5000)).toMatchObject({ valid: false, facts: { rejoinedMs: { pg1: null } } });
  expect(judge(lines(6000), 5000).valid).toBe('unknown');
});

test('seen healthy only once: unknown', () => {
  expect(judge(back(6000, 6001), 5000).valid).toBe('unknown');
  expect(judge(back(6000, 6501), 5000).valid).toBe(true);
});

test('not seen for 10 s: enough; a millisecond longer, from one answer to the next question: unknown', () => {
  const lines = (a: number, b: number, c: number) => [
    fault(0, 1000),
    primary(a, a + 5),
    primary(b, b + 5),
    primary(b + 10),
    saw('pg9', 'down', c),
  ];
  expect(judge(lines(11_000, 21_005, 21_000)).valid).toBe(true);
  expect(judge(lines(11_001, 21_005, 21_000)).valid).toBe('unknown');
  expect(judge(lines(11_000, 21_006, 21_000)).valid).toBe('unknown');
});

test('not seen for more than 10 s until the run’s last observation, of whatever node: unknown', () => {
  const lines = (end: number) => [fault(0, 1000), primary(1000), primary(2000), saw('pg2/2', 'replica', end - 5, end)];
  expect(judge(lines(12_000)).valid).toBe(true);
  expect(judge(lines(12_001)).valid).toBe('unknown');
});

test('a node that was never seen: unknown, whatever the others do', () => {
  const others = every(500, 1000, 9000, (ms) => primary(ms));
  expect(judge([fault(0, 1000), ...others], 5000, { nodes: ['pg1', 'pg2'] }).valid).toBe('unknown');
});

test('one node of several never comes back: invalid, by name', () => {
  const lines = [fault(0, 1000), ...every(500, 1000, 9000, (ms) => [primary(ms), saw('pg2', 'down', ms, ms)]).flat()];
  expect(judge(lines, 5000, { nodes: ['pg1', 'pg2'] })).toMatchObject({
    valid: false,
    reason: 'pg2 was never healthy again',
    facts: { rejoinedMs: { pg1: 0, pg2: null } },
  });
});

test('Galera: a node in an older component is not healthy', () => {
  const [old, now] = ['u:3:g1+g2+g3', 'u:5:g1+g2+g3'];
  const lines = (ofG3: string) => [
    fault(0, 1000),
    ...every(500, 1000, 9000, (ms) =>
      ['g1', 'g2', 'g3'].map((g) =>
        saw(`${g}/${g === 'g3' ? ofG3 : now}`, 'primary', ms + (g === 'g1' ? 1 : 0), ms + (g === 'g1' ? 1 : 0)),
      ),
    ).flat(),
  ];
  expect(judge(lines(now), 5000, GALERA).valid).toBe(true);
  expect(judge(lines(old), 5000, GALERA).valid).toBe(false);
});

test('no observation: unknown', () => {
  expect(judge([])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

const inBothOrders = (one: Line, other: Line) => [
  [one, other],
  [other, one],
];

test('a healthy look that ended in the moment of one that was not is no later one, wherever it is in the file', () => {
  const one = saw('pg1/1', 'replica', 18, 20);
  const other = saw('pg1/1', 'joining', 18, 20);
  const later = [saw('pg1/1', 'replica', 30), saw('pg1/1', 'replica', 40)];
  for (const two of inBothOrders(one, other))
    expect(judge([...two, ...later], 20)).toMatchObject({ valid: false, facts: { rejoinedMs: { pg1: 32 } } });
});

test('an epoch shown in the very moment is none that was shown before it', () => {
  const shown = saw('pg1/1', 'replica', 90, 100);
  const without = saw('pg1', 'replica', 95, 100);
  const others = [saw('pg1/1', 'replica', 300), saw('pg1/1', 'replica', 400)];
  for (const two of inBothOrders(shown, without))
    expect(judge([...two, ...others]).facts).toMatchObject({ judged: 4, rejoinedMs: { pg1: 302 } });
});

test('a node with the name of what every object has is told like others', () => {
  const verdict = allRejoined(
    history([saw('__proto__/1', 'replica', 1), saw('__proto__/1', 'replica', 5)], { nodes: ['__proto__'] }),
    {
      name: 'all-rejoined',
    },
  );
  expect(Object.entries(verdict.facts.rejoinedMs as object)).toEqual([['__proto__', 3]]);
});
