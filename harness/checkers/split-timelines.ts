// PostgreSQL: timelines that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { release } from '../core/columns.ts';
import { timelineOf } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import { ascendingOrder } from '../core/sort.ts';
import type { Evidence } from './evidence.ts';
import { onOneTimeline } from './one-timeline.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
export function splitTimelines({ names }: History, evidence: Evidence): { splits: Splits; twoPromotions: boolean } {
  const { epochs } = evidence;
  const timelines = new Float64Array(epochs.length);
  for (let i = 0; i < timelines.length; i++) timelines[i] = timelineOf(names, epochs[i] as number);
  const order = ascendingOrder(timelines);
  const timeline = (place: number) => timelines[order[place] as number];
  const splits = new Splits();
  let twoPromotions = false;
  /** The side on a higher timeline whose first evidence ended first. */
  let [newer, newerStart, newerEnd] = [-1, 0, Number.POSITIVE_INFINITY];
  let firsts: Float64Array | null = null;
  const sides = new Sides(evidence);
  const same: number[] = [];
  for (let i = order.length - 1; i >= 0; i--) {
    sides.clear();
    sides.addIn(epochs[order[i] as number] as number);
    // So large a number that several texts are rounded to it.
    for (; i > 0 && timeline(i - 1) === timeline(i); i--) sides.addIn(epochs[order[i - 1] as number] as number);
    same.length = 0;
    for (let side = 0; side < sides.length; side++) same.push(side);
    if (same.length > 1) {
      firsts ??= evidence.firstPieces();
      same.sort(byNode(sides, firsts));
    }
    for (const older of same)
      if (newer >= 0 && (sides.lastStart[older] as number) > newerEnd)
        splits.add(sides.place[older] as number, sides.lastEnd[older] as number, newer, newerStart);
    if (onOneTimeline(sides, same, splits)) twoPromotions = true;
    for (const side of same) {
      if (newer >= 0 && !((sides.firstEnd[side] as number) < newerEnd)) continue;
      newer = sides.place[side] as number;
      newerStart = sides.firstStart[side] as number;
      newerEnd = sides.firstEnd[side] as number;
    }
  }
  sides.releaseAll();
  release(timelines, order);
  return { splits, twoPromotions };
}

/** Nodes as they first had evidence; of one node, as the sides did. */
const byNode =
  (sides: Sides, firsts: Float64Array) =>
  (a: number, b: number): number =>
    (firsts[sides.node(a)] as number) - (firsts[sides.node(b)] as number) ||
    (sides.place[a] as number) - (sides.place[b] as number);
