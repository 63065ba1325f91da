// PostgreSQL: timelines that take writes without knowing of each other (docs/verdicts.md, `no-split-brain`).
import { rowsWhere } from '../core/columns/columns.ts';
import { likelyDoubles } from '../core/columns/doubles.ts';
import { inOrderOf } from '../core/columns/sort.ts';
import type { History } from '../core/history/history.ts';
import { timelinesOf } from '../core/history/timelines.ts';
import { EndedFirst } from './ended-first.ts';
import type { Evidence } from './evidence.ts';
import { onOneTimeline } from './one-timeline.ts';
import { Sides } from './sides.ts';
import { Splits } from './splits.ts';

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
export function splitTimelines({ names }: History, evidence: Evidence): { splits: Splits; twoPromotions: boolean } {
  const timelines = timelinesOf(names).numbers();
  const newer = new EndedFirst(evidence, timelines);
  const splits = new Splits();
  const sides = new Sides(evidence);
  let twoPromotions = false;
  let firsts: Float64Array | null = null;
  const same: number[] = [];
  /** A side, by its first piece, is late where its last evidence began after some on a greater timeline had ended. */
  const addIfLate = (first: number, lastStart: number, lastEnd: number, timeline: number) => {
    const place = newer.above(timeline);
    if (lastStart > newer.end(place)) splits.add(first, lastEnd, newer.first(place), newer.start(place));
  };
  const judge = (timeline: number) => {
    same.length = 0;
    for (let side = 0; side < sides.length; side++) same.push(side);
    if (same.length > 1) {
      firsts ??= evidence.firstPieces();
      same.sort(byNode(sides, firsts));
    }
    for (const older of same) {
      const [lastStart, lastEnd] = [sides.lastStart[older] as number, sides.lastEnd[older] as number];
      addIfLate(sides.place[older] as number, lastStart, lastEnd, timeline);
    }
    if (same.length > 1 && onOneTimeline(sides, same, splits)) twoPromotions = true;
  };
  const shared = sharedTimelines(timelines, evidence);
  const isShared = new Uint8Array(shared.length > 0 ? timelines.length : 0);
  for (const epoch of shared) isShared[epoch] = 1;
  // In the order in which they were first seen, so that what belongs to one is near to what belonged to the one before.
  for (let epoch = 1; epoch < evidence.epochIds; epoch++) {
    const timeline = timelines[epoch] as number;
    if (evidence.countIn(epoch) === 0 || isShared[epoch] === 1) continue;
    splits.rank = -timeline;
    if (evidence.countIn(epoch) === 1) {
      // There may be a million of these: a piece that is alone is a side by itself.
      const piece = evidence.at(evidence.begin(epoch));
      addIfLate(piece, evidence.start(piece), evidence.end(piece), timeline);
      continue;
    }
    sides.clear();
    sides.addIn(epoch);
    judge(timeline);
  }
  for (let from = 0, until = 0; from < shared.length; from = until) {
    const timeline = timelines[shared[from] as number] as number;
    sides.clear();
    for (; until < shared.length && timelines[shared[until] as number] === timeline; until++)
      sides.addIn(shared[until] as number);
    splits.rank = -timeline;
    judge(timeline);
  }
  newer.release();
  sides.releaseAll();
  return { splits, twoPromotions };
}

/** @returns the epochs whose numbers are so large that another one's text is rounded to the same, by their numbers */
function sharedTimelines(timelines: Float64Array, evidence: Evidence): Uint32Array {
  const isLarge = (epoch: number) => (timelines[epoch] as number) > Number.MAX_SAFE_INTEGER;
  const large = rowsWhere(evidence.epochIds, (epoch) => isLarge(epoch) && evidence.countIn(epoch) > 0);
  const ordered = inOrderOf(timelines, likelyDoubles(timelines, large));
  const numberAt = (place: number) => timelines[ordered[place] as number];
  return ordered.filter(
    (_, place) => numberAt(place) === numberAt(place - 1) || numberAt(place) === numberAt(place + 1),
  );
}

/** Nodes as they first had evidence; of one node, as the sides did. */
const byNode =
  (sides: Sides, firsts: Float64Array) =>
  (a: number, b: number): number =>
    (firsts[sides.node(a)] as number) - (firsts[sides.node(b)] as number) ||
    (sides.place[a] as number) - (sides.place[b] as number);
