// `no-split-brain`: never two nodes that take writes in different histories at once; and nobody looked away.
import { type Checker, firstAndLastByTime, parameter, verdictOf } from '../core/checker.ts';
import { release } from '../core/columns.ts';
import { timelineOf } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import { ascendingOrder, inOrderOf } from '../core/sort.ts';
import { blindMoments } from './blind-moments.ts';
import { type Sides, type Split, sidesOf, type ToldSplit, told } from './evidence.ts';
import { splitComponents } from './split-components.ts';

const DEFAULT_MAX_BLIND_MS = 5000;

export const noSplitBrain: Checker = (history, spec) => {
  const sides = sidesOf(history);
  const unknown: string[] = [];
  let splits: Split[];
  if (history.run.engine === 'postgres') {
    const found = splitTimelines(history, sides);
    splits = found.splits;
    if (found.twoPromotions) unknown.push('one timeline number, two promotions');
  } else splits = splitComponents(history, sides);
  unknown.push(...blindMoments(history, parameter(spec, 'maxBlindMs', DEFAULT_MAX_BLIND_MS)));
  const witnesses = firstAndLastByTime(splits, ({ newer }) => sides.firstStart[newer] as number).map((each) =>
    told(history, sides, each),
  );
  return verdictOf({
    invalid: witnesses.slice(0, 3).map(inWords),
    unknown,
    witnesses,
    facts: { judged: sides.pieces, splits: splits.length },
  });
};

const inWords = ({ nodes, epochs, overlapMs }: ToldSplit): string =>
  `${nodes[0]} (epoch ${epochs[0]}) and ${nodes[1]} (epoch ${epochs[1]}) both took writes for at least ${Math.round(overlapMs)} ms`;

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
function splitTimelines({ names }: History, sides: Sides): { splits: Split[]; twoPromotions: boolean } {
  const timelines = new Float64Array(sides.length);
  for (let side = 0; side < timelines.length; side++) timelines[side] = timelineOf(names, sides.epoch(side));
  const order = inOrderOf(timelines, byNode(sides));
  const timeline = (place: number) => timelines[order[place] as number] as number;
  const splits: Split[] = [];
  let twoPromotions = false;
  /** The side on a higher timeline whose first evidence ended first. */
  let newer = -1;
  for (let to = order.length; to > 0; ) {
    let from = to - 1;
    while (from > 0 && timeline(from - 1) === timeline(from)) from--;
    for (let i = from; i < to && newer >= 0; i++) {
      const older = order[i] as number;
      if ((sides.lastStart[older] as number) > (sides.firstEnd[newer] as number)) splits.push({ older, newer });
    }
    if (onOneTimeline(sides, order, from, to, splits)) twoPromotions = true;
    for (let i = from; i < to; i++) {
      const side = order[i] as number;
      if (newer < 0 || (sides.firstEnd[side] as number) < (sides.firstEnd[newer] as number)) newer = side;
    }
    to = from;
  }
  release(timelines);
  return { splits, twoPromotions };
}

/** @returns the sides in the order in which their nodes were first seen; of one node, as they are. */
function byNode(sides: Sides): Uint32Array {
  const ranks = new Map<number, number>();
  const rankOf = new Float64Array(sides.length);
  for (let side = 0; side < rankOf.length; side++) {
    const node = sides.node(side);
    const rank = ranks.get(node) ?? ranks.size;
    if (rank === ranks.size) ranks.set(node, rank);
    rankOf[side] = rank;
  }
  const order = ascendingOrder(rankOf);
  release(rankOf);
  return order;
}

/**
 * Two nodes on one timeline: one after the other may be two promotions of one number; both ways is a split.
 * @param from of the timeline's places in the order, before `to`. @param splits are added to
 * @returns whether there may be two promotions
 */
function onOneTimeline(sides: Sides, order: Uint32Array, from: number, to: number, splits: Split[]): boolean {
  const { firstStart, lastStart, firstEnd } = sides;
  const isBefore = (a: number, b: number) => (firstEnd[a] as number) < (lastStart[b] as number);
  let unclear = false;
  for (let i = from; i < to; i++)
    for (let j = i + 1; j < to; j++) {
      const [a, b] = [order[i] as number, order[j] as number];
      if (sides.node(a) === sides.node(b)) continue;
      if (!(isBefore(a, b) && isBefore(b, a))) unclear = true;
      else if ((firstStart[a] as number) <= (firstStart[b] as number)) splits.push({ older: a, newer: b });
      else splits.push({ older: b, newer: a });
    }
  return unclear;
}
