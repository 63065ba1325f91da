import { expect, test } from 'vitest';
import { describeVerdict } from './checker-rows.ts';

test('measured and permitted stand side by side, with as many digits as it takes to tell them apart', () => {
  const facts = { judged: 1900, rtoMs: 30_004, limitMs: 30_000, resolutionMs: 5, perFault: [] };
  expect(describeVerdict({ valid: false, facts })).toEqual({
    ...{ word: 'invalid', measured: 'RTO 30.004 s, resolution 5 ms', permitted: '30 s', judged: '1,900' },
  });
});

test('nodes rejoin after a time, or were not seen healthy', () => {
  const facts = { judged: 9, withinMs: 60_000, rejoinedMs: { pg1: 9300, pg2: null } };
  expect(describeVerdict({ valid: false, facts })).toMatchObject({
    ...{ measured: 'pg1 after 9.3 s, pg2 not seen healthy', permitted: '60 s' },
  });
});

test('facts have names that are read, nothing is shown of what is null or a list', () => {
  const facts = { judged: 3, acknowledged: 1234, lost: 0, rpoMs: null, newestEpoch: '2', judgedBy: ['pg1'] };
  expect(describeVerdict({ valid: true, facts }).measured).toBe('acknowledged 1,234, lost 0, newest epoch 2');
});

test('Galera’s epoch is shown by its members', () => {
  const facts = { judged: 3, newestEpoch: '9f1c:5:g1+g2' };
  expect(describeVerdict({ valid: true, facts }).measured).toBe('newest epoch g1 + g2 (view 5)');
});
