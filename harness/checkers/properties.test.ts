// Generated clusters that keep their promises are never accused, and what nobody could see is never valid.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { finalRead, history, type Line } from '../core/lines/testing.ts';
import type { Verdict } from '../core/verdict.ts';
import { judge } from './judge.ts';
import { FATES, rangesOf, type Simulated, STEP_MS, simulate } from './testing.ts';

const steps = (min: number, max: number) => fc.integer({ min, max }).map((n) => n * STEP_MS);
const terms = fc.array(fc.record({ leader: fc.nat({ max: 2 }), steadyMs: steps(60, 120), outageMs: steps(5, 90) }), {
  minLength: 2,
  maxLength: 4,
});
const fates = fc.array(fc.constantFrom(...FATES), { minLength: 7, maxLength: 7 });

/** A correct cluster with one to three failovers; a failure shows what it was made of, not its thousand lines. */
const correct = (engine: 'postgres' | 'mariadb') =>
  fc.record({ terms, fates }).map((made) => {
    const shown = { [fc.toStringMethod]: () => JSON.stringify({ engine, ...made }) };
    return Object.assign(simulate(engine, made.terms, made.fates), shown);
  });
const both = fc.constantFrom<'postgres' | 'mariadb'>('postgres', 'mariadb').chain(correct);
const verdicts = ({ run }: Simulated, lines: Line[], more: Line = {}) =>
  judge(history(lines, { ...run, ...more })).verdicts;
/** The verdict of one checker, with its parameters. */
const of = (name: string, simulated: Simulated, lines: Line[], parameters: Line = {}): Verdict =>
  verdicts(simulated, lines, { checkers: [{ name, ...parameters }] })[name] as Verdict;
const pick = <T>(from: readonly T[], seed: number): T => from[seed % from.length] as T;
const seed = fc.nat();
const runs = { numRuns: 60 };

test('a correct cluster: every verdict is valid, whatever became of writes without acknowledgement', () => {
  fc.assert(
    fc.property(both, (simulated) => {
      const found = Object.entries(verdicts(simulated, simulated.lines)).map(([id, { valid, reason }]) => [
        id,
        valid,
        reason,
      ]);
      expect(found.filter(([, valid]) => valid !== true)).toEqual([]);
    }),
    { numRuns: 150 },
  );
});

test('a correct cluster: the order of the lines in the file changes no verdict', () => {
  fc.assert(
    fc.property(both, seed, (simulated, n) => {
      const shuffled = simulated.lines
        .map((line, i) => ({
          line: { ...line, ...(line.type === 'op' ? { index: i } : {}) },
          key: Math.imul(i + 1, 2654435761 ^ n) >>> 0,
        }))
        .sort((a, b) => a.key - b.key)
        .map(({ line }) => line);
      const facts = (lines: Line[]) =>
        Object.entries(verdicts(simulated, lines)).map(([id, v]) => [id, v.valid, v.facts.judged]);
      expect(facts(shuffled)).toEqual(facts(simulated.lines));
    }),
    runs,
  );
});

test('nobody looked at a node for long during a fault: unknown, never valid', () => {
  fc.assert(
    fc.property(both, seed, (simulated, n) => {
      const { atMs, backAtMs } = pick(simulated.faults, n);
      const maxBlindMs = 300;
      const node = pick(simulated.run.nodes as string[], n);
      fc.pre(backAtMs - atMs > 1500);
      const lines = simulated.lines.filter(
        (line) =>
          line.type !== 'observation' ||
          line.node !== node ||
          (line.atMs as number) <= atMs ||
          (line.askedAtMs as number) >= backAtMs,
      );
      expect(of('no-split-brain', simulated, simulated.lines, { maxBlindMs }).valid).toBe(true);
      expect(of('no-split-brain', simulated, lines, { maxBlindMs })).toMatchObject({
        valid: 'unknown',
        reason: expect.stringContaining(node),
      });
    }),
    runs,
  );
});

test('whatever is cut off the end of a file: no verdict but a split is invalid, and none is valid', () => {
  fc.assert(
    fc.property(both, seed, (simulated, n) => {
      const kept = simulated.lines.slice(0, n % simulated.lines.length);
      const cut = history(kept, simulated.run);
      cut.incomplete = true;
      expect(Object.values(judge(cut).verdicts).map(({ valid }) => valid)).toEqual(
        Object.values(judge(cut).verdicts).map(() => 'unknown'),
      );
    }),
    runs,
  );
});

test('a final read that lacks an unknown write, or holds it, is no violation', () => {
  fc.assert(
    fc.property(both, fc.boolean(), (simulated, holds) => {
      const unknowns = simulated.lines.filter((line) => line.outcome === 'unknown').map((line) => line.value as number);
      const value = rangesOf([...new Set([...simulated.acknowledged, ...(holds ? unknowns : [])])]);
      const lines = simulated.lines.map((line) =>
        line.f === 'read-all' ? { ...finalRead('x', value), ...line, value } : line,
      );
      for (const name of ['no-lost-writes', 'no-phantom-writes', 'replicas-converge'])
        expect([name, of(name, simulated, lines).valid]).toEqual([name, true]);
    }),
    runs,
  );
});
