// `no-split-brain`: never two nodes that take writes in different histories at once; and nobody looked away.
import { type Checker, firstAndLastByTime, parameter, verdictOf } from '../core/checker.ts';
import type { History } from '../core/history.ts';
import { blindMoments } from './blind-moments.ts';
import { type Side, type Split, sidesOf, type ToldSplit, told } from './evidence.ts';
import { splitComponents } from './split-components.ts';

const DEFAULT_MAX_BLIND_MS = 5000;

export const noSplitBrain: Checker = (history, spec) => {
  const { sides, count } = sidesOf(history);
  const unknown: string[] = [];
  let splits: Split[];
  if (history.run.engine === 'postgres') {
    const found = splitTimelines(history, sides);
    splits = found.splits;
    if (found.twoPromotions) unknown.push('one timeline number, two promotions');
  } else splits = splitComponents(history, sides);
  unknown.push(...blindMoments(history, parameter(spec, 'maxBlindMs', DEFAULT_MAX_BLIND_MS)));
  const witnesses = firstAndLastByTime(splits, ({ newer }) => newer.firstStart).map((each) => told(history, each));
  return verdictOf({
    invalid: witnesses.slice(0, 3).map(inWords),
    unknown,
    witnesses,
    facts: { judged: count, splits: splits.length },
  });
};

const inWords = ({ nodes, epochs, overlapMs }: ToldSplit): string =>
  `${nodes[0]} (epoch ${epochs[0]}) and ${nodes[1]} (epoch ${epochs[1]}) both took writes for at least ${Math.round(overlapMs)} ms`;

/** Timelines are in order: evidence on a lower one may not start after evidence on a higher one has ended. */
function splitTimelines(history: History, sides: Side[]): { splits: Split[]; twoPromotions: boolean } {
  const timeline = (side: Side) => Number(history.names.text(side.epoch));
  const ordered = [...sides].sort((a, b) => timeline(b) - timeline(a));
  const splits: Split[] = [];
  let twoPromotions = false;
  /** The side on a higher timeline whose first evidence ended first. */
  let newer: Side | null = null;
  for (let from = 0; from < ordered.length; ) {
    let to = from + 1;
    while (to < ordered.length && timeline(ordered[to] as Side) === timeline(ordered[from] as Side)) to++;
    const same = ordered.slice(from, to);
    for (const older of same) if (newer && older.lastStart > newer.firstEnd) splits.push({ older, newer });
    if (onOneTimeline(same, splits)) twoPromotions = true;
    for (const side of same) if (!newer || side.firstEnd < newer.firstEnd) newer = side;
    from = to;
  }
  return { splits, twoPromotions };
}

/**
 * Two nodes on one timeline: one after the other may be two promotions of one number; both ways is a split.
 * @param splits are added to. @returns whether there may be two promotions
 */
function onOneTimeline(sides: readonly Side[], splits: Split[]): boolean {
  let unclear = false;
  for (let i = 0; i < sides.length; i++)
    for (let j = i + 1; j < sides.length; j++) {
      const [a, b] = [sides[i] as Side, sides[j] as Side];
      if (a.node === b.node) continue;
      if (!(a.firstEnd < b.lastStart && b.firstEnd < a.lastStart)) unclear = true;
      else splits.push(a.firstStart <= b.firstStart ? { older: a, newer: b } : { older: b, newer: a });
    }
  return unclear;
}
