// `no-split-brain`: never two nodes that take writes in different histories at once; and nobody looked away.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import { release } from '../core/columns.ts';
import { timelineOf } from '../core/epoch-spelling.ts';
import type { History } from '../core/history.ts';
import { ascendingOrder } from '../core/sort.ts';
import { blindMoments } from './blind-moments.ts';
import { Evidence, type Side } from './evidence.ts';
import { splitComponents } from './split-components.ts';
import { Splits, type ToldSplit } from './splits.ts';

const DEFAULT_MAX_BLIND_MS = 5000;

export const noSplitBrain: Checker = (history, spec) => {
  const evidence = new Evidence(history);
  const unknown: string[] = [];
  let splits: Splits;
  if (history.run.engine === 'postgres') {
    const found = splitTimelines(history, evidence);
    splits = found.splits;
    if (found.twoPromotions) unknown.push('one timeline number, two promotions');
  } else splits = splitComponents(history, evidence);
  const judged = evidence.length;
  evidence.release();
  unknown.push(...blindMoments(history, parameter(spec, 'maxBlindMs', DEFAULT_MAX_BLIND_MS)));
  const witnesses = splits.told(history.names);
  return verdictOf({
    invalid: witnesses.slice(0, 3).map(inWords),
    unknown,
    witnesses,
    facts: { judged, splits: splits.length },
  });
};

const inWords = ({ nodes, epochs, overlapMs }: ToldSplit): string =>
  `${nodes[0]} (epoch ${epochs[0]}) and ${nodes[1]} (epoch ${epochs[1]}) both took writes for at least ${Math.round(overlapMs)} ms`;

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
function splitTimelines({ names }: History, evidence: Evidence): { splits: Splits; twoPromotions: boolean } {
  const { epochs } = evidence;
  const timelines = new Float64Array(epochs.length);
  for (let i = 0; i < timelines.length; i++) timelines[i] = timelineOf(names, epochs[i] as number);
  const order = ascendingOrder(timelines);
  const timeline = (place: number) => timelines[order[place] as number];
  const splits = new Splits();
  let twoPromotions = false;
  /** The side on a higher timeline whose first evidence ended first. */
  let newer: Side | null = null;
  let firsts: Map<number, number> | null = null;
  for (let i = order.length - 1; i >= 0; i--) {
    const same = evidence.sidesIn(epochs[order[i] as number] as number);
    // So large a number that several texts are rounded to it.
    for (; i > 0 && timeline(i - 1) === timeline(i); i--)
      same.push(...evidence.sidesIn(epochs[order[i - 1] as number] as number));
    if (same.length > 1) {
      firsts ??= evidence.firstPieces();
      same.sort(byNode(firsts));
    }
    for (const older of same) if (newer && older.lastStart > newer.firstEnd) splits.add(older, newer);
    if (onOneTimeline(same, splits)) twoPromotions = true;
    for (const side of same) if (!newer || side.firstEnd < newer.firstEnd) newer = side;
  }
  release(timelines, order);
  return { splits, twoPromotions };
}

/** Nodes as they first had evidence; of one node, as the sides did. */
const byNode =
  (firsts: ReadonlyMap<number, number>) =>
  (a: Side, b: Side): number =>
    (firsts.get(a.node) as number) - (firsts.get(b.node) as number) || a.place - b.place;

/**
 * Two nodes on one timeline: one after the other may be two promotions of one number; both ways is a split.
 * @param splits are added to. @returns whether there may be two promotions
 */
function onOneTimeline(sides: readonly Side[], splits: Splits): boolean {
  let unclear = false;
  for (let i = 0; i < sides.length; i++)
    for (let j = i + 1; j < sides.length; j++) {
      const [a, b] = [sides[i] as Side, sides[j] as Side];
      if (a.node === b.node) continue;
      if (!(a.firstEnd < b.lastStart && b.firstEnd < a.lastStart)) unclear = true;
      else if (a.firstStart <= b.firstStart) splits.add(a, b);
      else splits.add(b, a);
    }
  return unclear;
}
