// PostgreSQL: several nodes that took writes on one timeline (docs/verdicts.md, `no-split-brain`).
import { extent } from '../core/columns/columns.ts';
import { endOfCrossings } from '../core/columns/crossing-ends.ts';
import { countCrossings } from '../core/columns/crossings.ts';
import type { Sides } from './sides.ts';
import type { Splits } from './splits.ts';

/** Of so many sides not every pair is looked at: a thousand have half a million. */
const MANY_SIDES = 64;

/**
 * Two nodes on one timeline: one after the other may be two promotions of one number; both ways is a split.
 * @param same sides on one timeline, in the order in which they are told
 * @param splits are added to. @returns whether there may be two promotions
 */
export function onOneTimeline(sides: Sides, same: readonly number[], splits: Splits, many = MANY_SIDES): boolean {
  return same.length < many ? eachPair(sides, same, splits) : toldPairs(sides, same, splits);
}

function eachPair(sides: Sides, same: readonly number[], splits: Splits): boolean {
  let unclear = false;
  for (let i = 0; i < same.length; i++)
    for (let j = i + 1; j < same.length; j++) {
      const [a, b] = [same[i] as number, same[j] as number];
      if (sides.node(a) === sides.node(b)) continue;
      if (startsAfterEnd(sides, b, a) && startsAfterEnd(sides, a, b)) splits.addSides(sides, a, b);
      else unclear = true;
    }
  return unclear;
}

/** @returns whether some of A's evidence started after some of B's had ended */
const startsAfterEnd = (sides: Sides, a: number, b: number): boolean =>
  (sides.lastStart[a] as number) > (sides.firstEnd[b] as number);

/** The others are only counted. */
function toldPairs(sides: Sides, same: readonly number[], splits: Splits): boolean {
  const column = (of: (side: number) => number): Float64Array => {
    const values = new Float64Array(same.length);
    for (let i = 0; i < values.length; i++) values[i] = of(same[i] as number);
    return values;
  };
  const spans = {
    firstEnds: column((side) => sides.firstEnd[side] as number),
    lastStarts: column((side) => sides.lastStart[side] as number),
    owners: column((side) => sides.node(side)),
  };
  const { crossing, all } = countCrossings(spans);
  if (crossing > 0) {
    const firstStarts = column((side) => sides.firstStart[side] as number);
    const [amongFirst, amongLast] = splits.mayTell(...extent(firstStarts));
    const first = amongFirst ? endOfCrossings(spans, firstStarts, true) : [];
    const last = amongLast ? endOfCrossings(spans, firstStarts, false) : [];
    // Of few pairs the first are among the last as well.
    const told = new Map([...first, ...last].map((pair) => [pair[0] * same.length + pair[1], pair]));
    for (const [, [i, j]] of [...told].sort(([one], [other]) => one - other))
      splits.addSides(sides, same[i] as number, same[j] as number);
    splits.count(crossing - told.size);
  }
  return crossing < all;
}
