// PostgreSQL: timelines that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { gather, release, rowsAmong } from '../core/columns.ts';
import { timelinesOf } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import { EndedFirst } from './ended-first.ts';
import type { Evidence } from './evidence.ts';
import { onOneTimeline } from './one-timeline.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
export function splitTimelines({ names }: History, evidence: Evidence): { splits: Splits; twoPromotions: boolean } {
  const timelines = timelinesOf(names);
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
    const end = newer.end(place);
    for (const older of same)
      if ((sides.lastStart[older] as number) > end)
        splits.add(
          sides.place[older] as number,
          sides.lastEnd[older] as number,
          newer.first(place),
          newer.start(place),
        );
    if (same.length > 1 && onOneTimeline(sides, same, splits)) twoPromotions = true;
  };
  const { epochs } = evidence;
  const shared = sharedTimelines(timelines, epochs);
  // In the order in which they were first seen, so that what belongs to one is near to what belonged to the one before.
  for (let i = 0; i < epochs.length; i++) {
    const epoch = epochs[i] as number;
    const timeline = timelines[epoch] as number;
    if (timeline > Number.MAX_SAFE_INTEGER && shared.has(timeline)) continue;
    if (evidence.countIn(epoch) === 1) {
      // There may be a million of these: a piece that is alone is a side by itself.
      const piece = evidence.at(evidence.begin(epoch));
      const place = newer.above(timeline);
      if (evidence.start(piece) > newer.end(place))
        splits.add(piece, evidence.end(piece), newer.first(place), newer.start(place));
      continue;
    }
    sides.clear();
    sides.addIn(epoch);
    judge(timeline);
  }
  for (const [timeline, several] of shared) {
    sides.clear();
    for (const epoch of several) sides.addIn(epoch);
    judge(timeline);
  }
  newer.release();
  sides.releaseAll();
  return { splits, twoPromotions };
}

/** @returns of numbers so large that several texts are rounded to one: the epochs that have it */
function sharedTimelines(timelines: Float64Array, epochs: Uint32Array): Map<number, number[]> {
  const large = rowsAmong(epochs, (epoch) => (timelines[epoch] as number) > Number.MAX_SAFE_INTEGER);
  const numbers = gather(timelines, large).sort();
  const twice = new Set(numbers.filter((number, i) => number === numbers[i - 1]));
  release(numbers);
  const shared = new Map<number, number[]>([...twice].map((timeline) => [timeline, []]));
  if (twice.size > 0) for (const epoch of large) shared.get(timelines[epoch] as number)?.push(epoch);
  return shared;
}

/** Nodes as they first had evidence; of one node, as the sides did. */
const byNode =
  (sides: Sides, firsts: Float64Array) =>
  (a: number, b: number): number =>
    (firsts[sides.node(a)] as number) - (firsts[sides.node(b)] as number) ||
    (sides.place[a] as number) - (sides.place[b] as number);
