// PostgreSQL: timelines that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { release, rowsAmong } from '../core/columns.ts';
import { timelineOf } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import type { Names } from '../core/names.ts';
import { inOrderOf } from '../core/sort.ts';
import { EndedFirst } from './ended-first.ts';
import type { Evidence } from './evidence.ts';
import { onOneTimeline } from './one-timeline.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
export function splitTimelines({ names }: History, evidence: Evidence): { splits: Splits; twoPromotions: boolean } {
  const timelines = timelinesOf(names, evidence.epochs);
  const newer = new EndedFirst(evidence, timelines);
  const splits = new Splits();
  const sides = new Sides(evidence);
  let twoPromotions = false;
  let firsts: Float64Array | null = null;
  const same: number[] = [];
  const judge = (timeline: number) => {
    same.length = 0;
    for (let side = 0; side < sides.length; side++) same.push(side);
    if (same.length > 1) {
      firsts ??= evidence.firstPieces();
      same.sort(byNode(sides, firsts));
    }
    const place = newer.above(timeline);
    for (const older of same)
      if ((sides.lastStart[older] as number) > newer.end(place))
        splits.add(
          sides.place[older] as number,
          sides.lastEnd[older] as number,
          newer.first(place),
          newer.start(place),
        );
    if (onOneTimeline(sides, same, splits)) twoPromotions = true;
  };
  const { epochs } = evidence;
  const shared = sharedTimelines(timelines, epochs);
  // In the order in which they were first seen, so that what belongs to one is near to what belonged to the one before.
  for (let i = 0; i < epochs.length; i++) {
    const timeline = timelines[epochs[i] as number] as number;
    if (timeline > Number.MAX_SAFE_INTEGER && shared.has(timeline)) continue;
    sides.clear();
    sides.addIn(epochs[i] as number);
    judge(timeline);
  }
  for (const [timeline, several] of shared) {
    sides.clear();
    for (const epoch of several) sides.addIn(epoch);
    judge(timeline);
  }
  newer.release();
  sides.releaseAll();
  release(timelines);
  return { splits, twoPromotions };
}

/** @returns by the ids of epochs */
function timelinesOf(names: Names, epochs: Uint32Array): Float64Array {
  const timelines = new Float64Array(names.count);
  for (let i = 0; i < epochs.length; i++) timelines[epochs[i] as number] = timelineOf(names, epochs[i] as number);
  return timelines;
}

/** @returns of numbers so large that several texts are rounded to one: the epochs that have it */
function sharedTimelines(timelines: Float64Array, epochs: Uint32Array): Map<number, number[]> {
  const shared = new Map<number, number[]>();
  const large = rowsAmong(epochs, (epoch) => (timelines[epoch] as number) > Number.MAX_SAFE_INTEGER);
  const ordered = inOrderOf(timelines, large);
  for (let i = 1; i < ordered.length; i++) {
    const [one, other] = [ordered[i - 1] as number, ordered[i] as number];
    const timeline = timelines[other] as number;
    if (timelines[one] !== timeline) continue;
    const several = shared.get(timeline) ?? [one];
    several.push(other);
    shared.set(timeline, several);
  }
  return shared;
}

/** Nodes as they first had evidence; of one node, as the sides did. */
const byNode =
  (sides: Sides, firsts: Float64Array) =>
  (a: number, b: number): number =>
    (firsts[sides.node(a)] as number) - (firsts[sides.node(b)] as number) ||
    (sides.place[a] as number) - (sides.place[b] as number);
