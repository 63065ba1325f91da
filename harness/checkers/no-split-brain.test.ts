import { expect, test } from 'vitest';
import { ack, fault, finalRead, GALERA, history, type Line, read, saw } from '../core/lines/testing.ts';
import { noSplitBrain } from './no-split-brain.ts';

const judge = (lines: Line[], run: Line = {}) => noSplitBrain(history(lines, run), { name: 'no-split-brain' });

test('one node after the other, each on its timeline: valid', () => {
  expect(
    judge([ack('pg1/1', 100), ack('pg1/1', 200), ack('pg2/2', 300), saw('pg2/2', 'primary', 400, 402, true)]),
  ).toMatchObject({
    valid: true,
    facts: { judged: 4, splits: 0 },
  });
});

test('a lower timeline starts after a higher one has ended: invalid, with both nodes, epochs and times', () => {
  const verdict = judge([ack('pg1/1', 100), ack('pg2/2', 300), ack('pg1/1', 500, 510)]);
  expect(verdict).toMatchObject({ valid: false, facts: { splits: 1 } });
  expect(verdict.witnesses).toEqual([{ nodes: ['pg1', 'pg2'], epochs: ['1', '2'], atMs: [510, 300], overlapMs: 210 }]);
});

test('it starts in the moment in which the higher one ends: they overlap, valid', () => {
  expect(judge([ack('pg2/2', 300), ack('pg1/1', 302)]).valid).toBe(true);
  expect(judge([ack('pg2/2', 300), ack('pg1/1', 303)]).valid).toBe(false);
});

test('a slow acknowledgement from before the promotion completes after it: valid', () => {
  expect(judge([ack('pg1/1', 100, 5000), ack('pg2/2', 300)]).valid).toBe(true);
});

test('the same node goes back to a lower timeline: invalid', () => {
  expect(judge([ack('pg1/2', 100), ack('pg1/1', 200)]).valid).toBe(false);
});

test('timelines are numbers: 10 is higher than 9', () => {
  expect(judge([ack('pg1/9', 100), ack('pg2/10', 300)]).valid).toBe(true);
  expect(judge([ack('pg1/10', 100), ack('pg2/9', 300)]).valid).toBe(false);
});

test('the highest of three timelines ended first: both lower ones are told', () => {
  const verdict = judge([ack('pg3/3', 100), ack('pg2/2', 200), ack('pg1/1', 300)]);
  expect(verdict.witnesses).toMatchObject([{ nodes: ['pg2', 'pg3'] }, { nodes: ['pg1', 'pg3'] }]);
});

test('a canary that was acknowledged is evidence from its question to its answer; one that was refused is none', () => {
  const canary = (writable: boolean | null, from: number) => saw('pg1/1', 'primary', from, from + 10, writable);
  expect(judge([ack('pg2/2', 300), canary(true, 303)]).valid).toBe(false);
  expect(judge([ack('pg2/2', 300), canary(true, 302)]).valid).toBe(true);
  expect(judge([ack('pg2/2', 300), canary(false, 303), canary(null, 400)]).valid).toBe(true);
});

test('writes by any way are evidence; reads are none', () => {
  expect(judge([ack('pg2/2', 300), ack('pg1/1', 400, 402, { via: 'direct:pg1' })]).valid).toBe(false);
  expect(judge([ack('pg2/2', 300), finalRead('pg1/1', []), read('pg1', 500, 502, { epoch: '1' })])).toMatchObject({
    valid: true,
    facts: { judged: 1 },
  });
});

test('two nodes on one timeline, each before and after the other: invalid', () => {
  expect(judge([ack('pg1/2', 100), ack('pg2/2', 200), ack('pg1/2', 300)])).toMatchObject({
    valid: false,
    witnesses: [{ nodes: ['pg1', 'pg2'], epochs: ['2', '2'], atMs: [302, 200], overlapMs: 102 }],
  });
});

test('two nodes on one timeline, one after the other or at once: unknown', () => {
  const reason = 'one timeline number, two promotions';
  expect(judge([ack('pg1/2', 100), ack('pg2/2', 200)])).toMatchObject({ valid: 'unknown', reason });
  expect(judge([ack('pg1/2', 100, 900), ack('pg2/2', 200, 800)])).toMatchObject({ valid: 'unknown', reason });
});

test('two nodes on one timeline that touch in one moment fit an order still: unknown', () => {
  // pg1 ended at 102, pg2 runs from 102 to 300, pg1 starts again at 300.
  const touching = [ack('pg1/2', 100), ack('pg2/2', 102, 300), ack('pg1/2', 300)];
  expect(judge(touching).valid).toBe('unknown');
});

test('what is no node of the run took no writes of this cluster', () => {
  expect(judge([ack('pg2/2', 300), ack('restored/1', 400), saw('other/1', 'primary', 500, 502, true)])).toMatchObject({
    valid: true,
    facts: { judged: 1 },
  });
});

test('no evidence at all: unknown', () => {
  expect(judge([saw('pg1/1', 'primary', 100)])).toMatchObject({ valid: 'unknown', facts: { judged: 0 } });
});

test('a node was blind during a fault: unknown; with a split as well: invalid', () => {
  const blind = [fault(1000, 9000), ack('pg1/1', 500), ack('pg1/1', 9500)];
  expect(judge(blind)).toMatchObject({ valid: 'unknown', reason: expect.stringContaining('was not seen') });
  expect(judge([...blind, ack('pg2/2', 100)]).valid).toBe(false);
});

const [ALL, LEFT, RIGHT] = ['u:3:g1+g2+g3', 'u:4:g1', 'u:4:g2+g3'];
const judgeGalera = (lines: Line[]) => judge(lines, GALERA);
const lone = (from: number) => ack(`g1/${LEFT}`, from);
const others = (from: number, to?: number) => ack(`g2/${RIGHT}`, from, to);

test('Galera: several nodes of one component take writes at once: valid', () => {
  const lines = [100, 200, 300].flatMap((at) => [
    ack(`g1/${ALL}`, at),
    ack(`g2/${ALL}`, at + 1),
    ack(`g3/${ALL}`, at + 2),
  ]);
  expect(judgeGalera(lines)).toMatchObject({ valid: true, facts: { judged: 9 } });
});

test('Galera: a component took writes before and after another one did, and neither has a member of the other: invalid', () => {
  const verdict = judgeGalera([ack(`g1/${ALL}`, 50), lone(100), others(200), lone(300)]);
  expect(verdict).toMatchObject({ valid: false, facts: { splits: 1 } });
  expect(verdict.witnesses).toEqual([{ nodes: ['g1', 'g2'], epochs: [LEFT, RIGHT], atMs: [302, 200], overlapMs: 102 }]);
});

test('Galera: it ended, or started again, in the moment of the other one: they overlap, valid', () => {
  expect(judgeGalera([lone(100), others(102), lone(300)]).valid).toBe(true);
  expect(judgeGalera([lone(100), others(103), lone(300)]).valid).toBe(false);
  expect(judgeGalera([lone(100), others(200, 300), lone(300)]).valid).toBe(true);
  expect(judgeGalera([lone(100), others(200, 299), lone(300)]).valid).toBe(false);
});

test('Galera: one component after the other: valid', () => {
  expect(judgeGalera([lone(100), others(200), others(300)]).valid).toBe(true);
  expect(judgeGalera([lone(100), lone(150), others(200)]).valid).toBe(true);
});

test('Galera: a node is member of the other’s component: no split', () => {
  const shared = (from: number) => ack('g2/u:5:g1+g2', from);
  expect(judgeGalera([lone(100), shared(200), lone(300)]).valid).toBe(true);
  expect(judgeGalera([ack('g1/u:3:g1+g2', 100), others(200), ack('g1/u:3:g1+g2', 300)]).valid).toBe(true);
});

test('Galera: in between the node said that it had left its component: no split', () => {
  const said = (line: Line) => judgeGalera([lone(100), others(200), lone(300), line]).valid;
  expect(said(saw('g1', 'non-primary', 250))).toBe(true);
  expect(said(saw('g1', 'down', 250))).toBe(true);
  expect(said(saw('g1/v:1:g1', 'primary', 250))).toBe(true);
  expect(said(finalRead('g1/v:1:g1', [], 250, { completedAtMs: 252 }))).toBe(true);
  expect(said(saw('g1', 'unreachable', 250))).toBe(false);
  expect(said(saw(`g1/${LEFT}`, 'primary', 250))).toBe(false);
  expect(said(saw('g1', 'primary', 250))).toBe(false);
  expect(said(saw('g2', 'non-primary', 250))).toBe(false);
  expect(said(finalRead('g1/v:1:g1', [], 250, { outcome: 'unknown', completedAtMs: 252 }))).toBe(false);
});

test('Galera: it said so before its first piece had ended, or after its second had started: that is not in between', () => {
  const said = (from: number, to: number) =>
    judgeGalera([lone(100), others(200), lone(300), saw('g1', 'non-primary', from, to)]).valid;
  expect(said(90, 102)).toBe(false);
  expect(said(90, 103)).toBe(true);
  expect(said(300, 310)).toBe(false);
  expect(said(299, 310)).toBe(true);
});

test('Galera: it left and came back once, but another pair of its writes encloses one of the other’s: invalid', () => {
  const lines = [lone(100), others(200), saw('g1', 'non-primary', 250), lone(300)];
  expect(judgeGalera(lines).valid).toBe(true);
  expect(judgeGalera([...lines, others(400), lone(500)]).valid).toBe(false);
});

test('timelines that go back with every write: each is a split, the first and the last 50 are told', () => {
  const verdict = judge(Array.from({ length: 201 }, (_, i) => ack(`pg${1 + (i % 2)}/${1000 - i}`, i * 10)));
  expect(verdict).toMatchObject({ valid: false, facts: { judged: 201, splits: 200 } });
  expect(verdict.witnesses).toHaveLength(100);
  const told = (verdict.witnesses ?? []) as { epochs: string[] }[];
  expect([0, 49, 50, 99].map((i) => told[i]?.epochs[0])).toEqual(['999', '950', '849', '800']);
});
