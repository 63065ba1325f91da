import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ack, history } from '../core/lines/testing.ts';
import { Evidence } from './evidence.ts';
import { onOneTimeline } from './one-timeline.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

const nodes = Array.from({ length: 24 }, (_, i) => `pg${i + 1}`);
const piece = fc.record({
  node: fc.constantFrom(...nodes),
  timeline: fc.constantFrom(7, 8, 9),
  from: fc.nat(20),
  length: fc.nat(9),
});

test('few sides or many, one timeline after the other: the same splits are told and counted, and the same doubt', () => {
  fc.assert(
    fc.property(fc.array(piece, { minLength: 1, maxLength: 250, size: 'max' }), (pieces) => {
      const lines = pieces.map(({ node, timeline, from, length }, value) =>
        // Each timeline later than the one before, but not by far.
        ack(`${node}/${timeline}`, from + 5 * timeline, from + 5 * timeline + length, { value }),
      );
      const judged = history(lines, { nodes });
      const evidence = new Evidence(judged);
      const sides = Sides.where(evidence, { pieces: 1, by: 'place' }, () => true);
      const byTimeline = Map.groupBy(sides.place.keys(), (side) => evidence.epoch(sides.place[side] as number));
      const judgedAs = (many: number) => {
        const splits = new Splits();
        const doubt = [...byTimeline.values()].map((same) => onOneTimeline(sides, same, splits, many));
        return { doubt, count: splits.length, told: splits.told(judged.names, evidence) };
      };
      expect(judgedAs(0)).toEqual(judgedAs(Number.POSITIVE_INFINITY));
    }),
  );
});
