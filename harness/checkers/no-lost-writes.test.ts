import { expect, test } from 'vitest';
import {
  ack,
  append,
  every,
  finalLists,
  finalRead,
  GALERA,
  history,
  type Line,
  refused,
  saw,
  unsure,
} from '../core/lines/testing.ts';
import { noLostWrites } from './no-lost-writes.ts';

const judge = (lines: Line[], run: Line = {}) => noLostWrites(history(lines, run), { name: 'no-lost-writes' });

test('every acknowledged write is in every final read: valid', () => {
  const lines = [
    ack('pg1/1', 10),
    ack('pg2/2', 20),
    finalRead('pg1/2', [
      [10, 10],
      [20, 20],
    ]),
    finalRead('pg2/2', [[10, 20]]),
  ];
  expect(judge(lines)).toMatchObject({
    valid: true,
    facts: { judged: 2, acknowledged: 2, lost: 0, rpoMs: null, newestEpoch: '2', judgedBy: ['pg1', 'pg2'] },
  });
});

test('one is missing in one of two final reads with the newest epoch: lost, with who took it and when', () => {
  const lines = [ack('pg1/1', 10), ack('pg2/2', 20), finalRead('pg1/2', [[10, 20]]), finalRead('pg2/2', [[20, 20]])];
  const { valid, witnesses, facts } = judge(lines);
  expect({ valid, lost: facts.lost, rpoMs: facts.rpoMs }).toEqual({ valid: false, lost: 1, rpoMs: 0 });
  expect(witnesses).toEqual([{ value: 10, node: 'pg1', epoch: '1', completedAtMs: 12 }]);
});

test('it is missing only where the epoch is older: not lost', () => {
  const lines = [ack('pg1/1', 10), ack('pg2/2', 20), finalRead('pg1/1', [[10, 10]]), finalRead('pg2/2', [[10, 20]])];
  expect(judge(lines)).toMatchObject({ valid: true, facts: { judgedBy: ['pg2'] } });
});

test('timelines are numbers: 10 is newer than 9', () => {
  const lines = [ack('pg1/9', 10), ack('pg2/10', 20), finalRead('pg1/9', [[10, 10]]), finalRead('pg2/10', [[20, 20]])];
  expect(judge(lines)).toMatchObject({ valid: false, facts: { newestEpoch: '10', judgedBy: ['pg2'] } });
});

test('no final read holds the newest epoch, or there is none: unknown', () => {
  const lines = [ack('pg1/1', 10), saw('pg2/2', 'primary', 50), finalRead('pg1/1', [[10, 10]])];
  expect(judge(lines)).toMatchObject({ valid: 'unknown', facts: { judged: 0, newestEpoch: '2' } });
  expect(judge([ack('pg1/1', 10)]).valid).toBe('unknown');
});

test('what is no node of the run neither sets the newest epoch nor is judged', () => {
  const lines = [ack('pg1/1', 10), finalRead('pg1/1', [[10, 10]])];
  const restored = [saw('restored/9', 'primary', 50), finalRead('restored/9', [])];
  expect(judge([...lines, ...restored])).toMatchObject({ valid: true, facts: { newestEpoch: '1', judgedBy: ['pg1'] } });
});

test('a joining node’s epoch does not set the newest one', () => {
  expect(judge([ack('pg1/1', 10), saw('pg2/2', 'joining', 50), finalRead('pg1/1', [[10, 10]])]).valid).toBe(true);
});

test('it completed before the read was invoked: lost; with it or after it: unknown, for no later read shows it', () => {
  const lines = (to: number) => [ack('pg1/1', 10, 20), ack('pg1/1', 15, to), finalRead('pg1/1', [[10, 10]], 1000)];
  expect(judge(lines(999)).valid).toBe(false);
  expect(judge(lines(1000)).valid).toBe('unknown');
  expect(judge(lines(1001))).toMatchObject({ valid: 'unknown', facts: { lost: 0 } });
});

test('it completed after one read and before another one that holds it: neither lost nor unknown', () => {
  const early = finalRead('pg1/1', [[10, 10]], 1000);
  const write = ack('pg1/1', 990, 1500);
  expect(
    judge([
      ack('pg1/1', 10),
      write,
      early,
      finalRead(
        'pg2/1',
        [
          [10, 10],
          [990, 990],
        ],
        2000,
      ),
    ]).valid,
  ).toBe(true);
  expect(judge([ack('pg1/1', 10), write, early, finalRead('pg2/1', [[10, 10]], 2000)]).valid).toBe(false);
  expect(
    judge([
      ack('pg1/1', 10),
      write,
      {
        ...early,
        value: [
          [10, 10],
          [990, 990],
        ],
      },
    ]).valid,
  ).toBe(true);
});

test('unknown and refused writes may be missing', () => {
  expect(judge([ack('pg1/1', 10), unsure(20), refused(30), finalRead('pg1/1', [[10, 10]])])).toMatchObject({
    valid: true,
    facts: { acknowledged: 1 },
  });
});

test('nothing was acknowledged: unknown', () => {
  expect(judge([unsure(20), finalRead('pg1/1', [])])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

test('a node’s last final read with outcome ok is its final read', () => {
  const lines = [ack('pg1/1', 10), finalRead('pg1/1', [], 1000), finalRead('pg1/1', [[10, 10]], 2000)];
  expect(judge(lines).valid).toBe(true);
  expect(judge([...lines].reverse()).valid).toBe(true);
  expect(judge([...lines, finalRead('pg1/1', [], 3000)]).valid).toBe(false);
  expect(judge([...lines, finalRead('pg1/1', [], 3000, { outcome: 'unknown' })]).valid).toBe(true);
  expect(judge([...lines, finalRead('pg1/1', [], 3000, { final: false })]).valid).toBe(true);
});

test('RPO: from the first to the last lost completion; the first and last 50 of more than 100 as witnesses', () => {
  const acks = every(10, 0, 2000, (at) => ack('pg1/1', at));
  const verdict = judge([...acks.reverse(), finalRead('pg2/1', [[0, 0]])]);
  expect(verdict).toMatchObject({ valid: false, facts: { lost: 199, rpoMs: 1980 } });
  expect(verdict.witnesses).toHaveLength(100);
  expect(verdict.witnesses?.map((each) => (each as { value: number }).value)).toEqual([
    ...every(10, 10, 510, (at) => at),
    ...every(10, 1500, 2000, (at) => at),
  ]);
});

test('appends are judged by the final lists, adds by the final values: one kind without its read is unknown', () => {
  const lines = [append('pg1/1', [1, 2], 10), append('pg1/1', [3], 20)];
  expect(judge([...lines, finalLists('pg1/1', { x: [1, 2, 3] })])).toMatchObject({ valid: true, facts: { judged: 3 } });
  const lost = judge([...lines, finalLists('pg1/1', { x: [1, 3] })]);
  expect(lost).toMatchObject({ valid: false, witnesses: [{ value: ['x', 2], completedAtMs: 12 }] });
  expect(judge([...lines, finalLists('pg1/1', { y: [1, 2, 3] })])).toMatchObject({ facts: { lost: 3 } });
  expect(judge([...lines, ack('pg1/1', 30), finalLists('pg1/1', { x: [1, 2, 3] })]).valid).toBe('unknown');
  expect(judge([...lines, finalRead('pg1/1', [])]).valid).toBe('unknown');
});

test('Galera: the newest epoch is the last one seen, for its numbers start again', () => {
  const [old, now] = ['u:9:g1+g2+g3', 'v:1:g1+g2'];
  const lines = [ack(`g1/${old}`, 10), ack(`g1/${now}`, 20), finalRead(`g1/${now}`, [[20, 20]], 1000)];
  expect(judge([...lines, finalRead(`g3/${old}`, [[10, 10]], 900)], GALERA)).toMatchObject({
    valid: false,
    facts: { newestEpoch: now, judgedBy: ['g1'], lost: 1 },
  });
});
