// `no-split-brain`: never two nodes that take writes in different histories at once; and nobody looked away.
import { type Checker, parameter, verdictOf } from '../core/checker.ts';
import { blindMoments } from './blind-moments.ts';
import { Evidence } from './evidence.ts';
import { splitComponents } from './split-components.ts';
import { splitTimelines } from './split-timelines.ts';
import type { Splits, ToldSplit } from './splits.ts';

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
  const witnesses = splits.told(history.names, evidence);
  evidence.release();
  unknown.push(...blindMoments(history, parameter(spec, 'maxBlindMs', DEFAULT_MAX_BLIND_MS)));
  return verdictOf({
    invalid: witnesses.slice(0, 3).map(inWords),
    unknown,
    witnesses,
    facts: { judged, splits: splits.length },
  });
};

const inWords = ({ nodes, epochs, overlapMs }: ToldSplit): string =>
  `${nodes[0]} (epoch ${epochs[0]}) and ${nodes[1]} (epoch ${epochs[1]}) took writes in two histories ` +
  `(${Math.round(overlapMs)} ms from ${nodes[1]}'s first in one to ${nodes[0]}'s last in the other)`;
