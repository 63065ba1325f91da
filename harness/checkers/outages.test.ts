import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, every, history, type Line, notSent, refused, unsure } from '../core/lines/testing.ts';
import { Outages } from './outages.ts';

/** `from-to` of each gap; the open one ends in `…`. */
function gaps(lines: Line[]): string[] {
  const found: string[] = [];
  new Outages(history(lines)).forEachGap((from, to, open) => found.push(`${from}-${to}${open ? '…' : ''}`));
  return found;
}
const acks = (from: number, to: number) => every(100, from, to, (at) => ack('pg1/1', at));
const fails = (from: number, to: number) => every(100, from, to, (at) => refused(at));
/** A gap from 102 to 2002 that the acknowledgement at 2002 ends, or not, by what follows. */
const afterwards = (...lines: Line[]) => gaps([ack('pg1/1', 100), ...fails(200, 2000), ack('pg1/1', 2000), ...lines]);
const ENDED = '102-2002';

test('half of the writes scheduled within a second after it are answered: it ends the gap; fewer: it does not', () => {
  const two = [refused(2100), refused(2200)];
  expect(afterwards(...two, ack('pg1/1', 2300), ack('pg1/1', 2400))).toContain(ENDED);
  expect(afterwards(...two, refused(2250), ack('pg1/1', 2300), ack('pg1/1', 2400))).not.toContain(ENDED);
});

test('a write scheduled exactly a second after it counts, a millisecond later it does not', () => {
  expect(afterwards(refused(3002))).not.toContain(ENDED);
  expect(afterwards(refused(3003))).toContain(ENDED);
});

test('exactly a second after it is so as numbers add up: 8000.7 + 1000 is 9000.7, though 9000.7 - 1000 is more than 8000.7', () => {
  const lines = [ack('pg1/1', 100), ...every(100, 200, 8000, (at) => refused(at)), ack('pg1/1', 7990, 8000.7)];
  expect(gaps([...lines, ack('pg1/1', 9000.7, 9002, { value: 9001 })])).toContain('102-8000.7');
});

test('a write scheduled with the acknowledgement is not after it', () => {
  expect(afterwards(refused(2002))).toContain(ENDED);
  expect(afterwards(refused(2003))).not.toContain(ENDED);
});

test('an answer 2 s after it counts, a millisecond later it does not', () => {
  expect(afterwards(ack('pg1/1', 3000, 4002))).toContain(ENDED);
  expect(afterwards(ack('pg1/1', 3000, 4003))).not.toContain(ENDED);
});

test.each(['40001', '40P01', '55P03', '1205', '1213'])('a refusal with %s shows a working primary', (code) => {
  expect(afterwards(refused(2100, 2102, code))).toContain(ENDED);
  expect(afterwards(unsure(2100, 2102, { error: { code, message: '' } }))).not.toContain(ENDED);
});

test('any other refusal does not', () => {
  for (const code of ['25006', '57P03', '1290', '40002', 'ECONNREFUSED'])
    expect(afterwards(refused(2100, 2102, code))).not.toContain(ENDED);
});

test('what could not be sent is left out; only such writes: the gap goes on', () => {
  expect(afterwards(notSent(2100), notSent(2200), notSent(2300), ack('pg1/1', 2400))).toContain(ENDED);
  expect(afterwards(notSent(2100), notSent(2200))).not.toContain(ENDED);
});

test('nothing is scheduled within a second after it: it ends the gap', () => {
  expect(afterwards()).toEqual(['100-102', ENDED]);
});

test('an acknowledgement that does not last: the gap goes on to the next one, which decides', () => {
  const blip = [...acks(0, 1000), ...fails(1000, 3000), ack('pg1/1', 3050), ...fails(3100, 5000), ...acks(5000, 7000)];
  expect(gaps(blip)).toContain('902-5002');
  expect(gaps(blip)).not.toContain('902-3052');
});

test('a gap of exactly 1 s ends with any acknowledgement; a millisecond longer needs the service back', () => {
  const then = (to: number) => gaps([ack('pg1/1', 100), refused(600), ack('pg1/1', 1000, to), ...fails(1200, 4000)]);
  expect(then(1102)).toContain('102-1102');
  expect(then(1103)).toEqual(['100-102', '102-3900…']);
});

test('no acknowledgement lasts: the open gap starts where the outage began', () => {
  const blip = [...acks(0, 1000), ...fails(1000, 3000), ack('pg1/1', 3050), ...fails(3100, 5000)];
  expect(gaps(blip).at(-1)).toBe('902-4900…');
});

test('the last acknowledgement answers the last write: no open gap', () => {
  expect(gaps(acks(0, 300))).toEqual(['0-2', '2-102', '102-202']);
});

test('the resolution is the median distance between scheduled writes, whatever became of them', () => {
  const at = (...moments: number[]) => new Outages(history(moments.map((each) => refused(each)))).resolutionMs;
  expect(at(0, 10, 30, 90)).toBe(20);
  expect(at(90, 0, 30, 10, 100)).toBe(15);
  expect(at(5)).toBeNaN();
  expect(new Outages(history([ack('pg1/1', 0), notSent(30)])).resolutionMs).toBe(30);
});

test('a transaction that only reads is no write', () => {
  const read = { f: 'txn', value: [['r', 'x', []]] };
  expect(gaps([ack('pg1/1', 0), ack('pg1/1', 500, 502, read)])).toEqual(['0-2']);
});

/** The sentences of docs/verdicts.md, as they stand there, one write at a time. */
function gapsByTheBook(lines: Line[]): string[] {
  const writes = lines as { scheduledAtMs: number; completedAtMs: number | null; outcome: string; error?: Line }[];
  const isNotSent = (w: (typeof writes)[number]) => w.error?.code === 'NOT_SENT';
  const acked = writes.filter((w) => w.outcome === 'ok').map((w) => w.completedAtMs as number);
  acked.sort((a, b) => a - b);
  const scheduled = writes.map((w) => w.scheduledAtMs).sort((a, b) => a - b);
  const outages = new Outages(history(lines));
  const isBack = (t: number) => {
    const within = writes.filter((w) => t < w.scheduledAtMs && w.scheduledAtMs <= t + 1000);
    const sent = within.filter((w) => !isNotSent(w));
    const answered = sent.filter(
      (w) =>
        (w.outcome === 'ok' || (w.outcome === 'fail' && w.error?.code === '40001')) &&
        t < (w.completedAtMs as number) &&
        (w.completedAtMs as number) <= t + 2000,
    );
    return within.length === 0 || (sent.length > 0 && answered.length >= sent.length / 2);
  };
  const found: string[] = [];
  let from = scheduled[0] as number;
  for (const to of acked) {
    if (outages.lengthMs(from, to) > 1000 && !isBack(to)) continue;
    found.push(`${from}-${to}`);
    from = to;
  }
  const last = scheduled.at(-1) as number;
  if (last > from || acked.length === 0) found.push(`${from}-${last}…`);
  return found;
}

test('any history of writes: the gaps are those of the book', () => {
  const write = fc.tuple(
    fc.integer({ min: 0, max: 60 }).map((n) => n * 100),
    fc.constantFrom<(at: number, to: number) => Line>(
      (at, to) => ack('pg1/1', at, to),
      (at, to) => refused(at, to),
      (at, to) => refused(at, to, '40001'),
      (at, to) => unsure(at, to),
      (at) => unsure(at, null),
      (at) => notSent(at),
    ),
    fc.constantFrom(0, 100, 200, 900, 1000, 2000, 2100),
  );
  fc.assert(
    fc.property(fc.array(write, { minLength: 1, maxLength: 25 }), fc.nat(999), (writes, thousandths) => {
      const off = thousandths / 1000;
      const lines = writes.map(([at, line, ms], i) => ({ ...line(at + off, at + ms + off), value: i }));
      expect(gaps(lines)).toEqual(gapsByTheBook(lines));
    }),
    { numRuns: 1500 },
  );
});
