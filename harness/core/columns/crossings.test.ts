import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endOfCrossings } from './crossing-ends.ts';
import { Crossings, countCrossings, type Spans } from './crossings.ts';
import { EACH_END } from './ends.ts';

const few = fc.integer({ min: 0, max: 12 });
/** A span may end before it starts last, as one of a single moment does. */
const span = fc.record({ firstEnd: few, lastStart: few, owner: fc.integer({ min: 1, max: 30 }), firstStart: few });
const all = fc
  .array(span, { maxLength: 40 })
  .map((made) => made.sort((a, b) => a.owner - b.owner))
  .map((made) => ({
    spans: {
      firstEnds: Float64Array.from(made, ({ firstEnd }) => firstEnd),
      lastStarts: Float64Array.from(made, ({ lastStart }) => lastStart),
      owners: Float64Array.from(made, ({ owner }) => owner),
    },
    firstStarts: Float64Array.from(made, ({ firstStart }) => firstStart),
  }));

const ofOthers = ({ owners }: Spans) =>
  [...owners.keys()].flatMap((i) =>
    [...owners.keys()].filter((j) => i < j && owners[i] !== owners[j]).map((j) => [i, j] as const),
  );
const cross = ({ firstEnds, lastStarts }: Spans, i: number, j: number) =>
  (firstEnds[i] as number) < (lastStarts[j] as number) && (firstEnds[j] as number) < (lastStarts[i] as number);

test('pairs that cross are counted as if each were looked at', () => {
  fc.assert(
    fc.property(all, ({ spans }) => {
      const pairs = ofOthers(spans);
      const crossing = pairs.filter(([i, j]) => cross(spans, i, j)).length;
      expect(countCrossings(spans)).toEqual({ crossing, all: pairs.length });
    }),
  );
});

test('of a part of the spans those that cross one are found, whatever was taken out and put in before', () => {
  fc.assert(
    fc.property(all, fc.boolean(), fc.array(fc.nat(39)), ({ spans }, isAll, changes) => {
      const count = spans.owners.length;
      const part = new Set(isAll ? spans.owners.keys() : []);
      const crossings = new Crossings(spans, isAll);
      for (const change of changes.filter((each) => each < count)) {
        if (part.delete(change)) crossings.exclude(change);
        else {
          part.add(change);
          crossings.include(change);
        }
      }
      for (let i = 0; i < count; i++) {
        const found: number[] = [];
        crossings.some(i, (other) => found.push(other) < 0);
        const expected = [...part].filter((j) => spans.owners[i] !== spans.owners[j] && cross(spans, i, j));
        expect(found.sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      }
    }),
  );
});

test('the first and the last 50 are those of all in order of time, and at one moment in that of their numbers', () => {
  fc.assert(
    fc.property(all, ({ spans, firstStarts }) => {
      const later = ([i, j]: readonly [number, number]) => Math.max(firstStarts[i] as number, firstStarts[j] as number);
      const byNumbers = (one: readonly number[], other: readonly number[]) =>
        (one[0] as number) - (other[0] as number) || (one[1] as number) - (other[1] as number);
      const inOrder = ofOthers(spans)
        .filter(([i, j]) => cross(spans, i, j))
        .sort((one, other) => later(one) - later(other) || byNumbers(one, other));
      const end = (isFirst: boolean) => [...endOfCrossings(spans, firstStarts, isFirst)].sort(byNumbers);
      expect(end(true)).toEqual(inOrder.slice(0, EACH_END).sort(byNumbers));
      expect(end(false)).toEqual(inOrder.slice(-EACH_END).sort(byNumbers));
    }),
    { numRuns: 400 },
  );
});

test('a hundred thousand spans that all cross take no longer than sorting them', () => {
  const count = 100_000;
  const spans = {
    firstEnds: new Float64Array(count).fill(1),
    lastStarts: new Float64Array(count).fill(2),
    owners: Float64Array.from({ length: count }, (_, owner) => owner),
  };
  expect(countCrossings(spans).crossing).toBe((count * (count - 1)) / 2);
  const firstStarts = new Float64Array(count);
  expect(endOfCrossings(spans, firstStarts, true).at(-1)).toEqual([0, 50]);
  expect(endOfCrossings(spans, firstStarts, false).at(-1)).toEqual([count - 11, count - 5]);
});
