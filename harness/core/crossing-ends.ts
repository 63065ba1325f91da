// The first and the last few pairs of spans that cross, of all that do: by when the later one of a pair started first, and of
// several at one moment by the numbers of the two spans.
import { Crossings, type Spans } from './crossings.ts';
import { EACH_END } from './ends.ts';
import { ascendingOrder } from './sort.ts';

export type Pair = readonly [lower: number, higher: number];

/** @param firstStarts of the spans. @param isFirst whether the first are asked for, not the last. @returns up to 50, in no order */
export function endOfCrossings(spans: Spans, firstStarts: Float64Array, isFirst: boolean): Pair[] {
  const { found, atMs } = untilThereAreEnough(spans, firstStarts, isFirst);
  if (atMs === null) return found;
  // Which of those at the last moment are told was not asked yet.
  const sure = found.filter(
    ([one, other]) => Math.max(firstStarts[one] as number, firstStarts[other] as number) !== atMs,
  );
  return [...sure, ...atMoment(spans, firstStarts, isFirst, atMs, EACH_END - sure.length)];
}

/** @returns pairs as time goes on, or back; and the moment of the fiftieth, if there are as many. */
function untilThereAreEnough(
  spans: Spans,
  firstStarts: Float64Array,
  isFirst: boolean,
): { found: Pair[]; atMs: number | null } {
  const found: Pair[] = [];
  const count = firstStarts.length;
  const order = ascendingOrder(firstStarts);
  // Those that come before a span in that order.
  const earlier = new Crossings(spans, () => !isFirst);
  let atMs: number | null = null;
  for (let k = 0; k < count && atMs === null; k++) {
    const span = order[isFirst ? k : count - 1 - k] as number;
    if (!isFirst) earlier.exclude(span);
    const isEnough = earlier.some(span, (other) => {
      found.push(span < other ? [span, other] : [other, span]);
      return found.length === EACH_END;
    });
    if (isEnough) atMs = firstStarts[span] as number;
    if (isFirst) earlier.include(span);
  }
  earlier.release();
  return { found, atMs };
}

/** @returns the first, or the last, pairs at one moment, by the numbers of their spans: so many, if there are as many. */
function atMoment(spans: Spans, firstStarts: Float64Array, isFirst: boolean, atMs: number, most: number): Pair[] {
  const found: Pair[] = [];
  const count = firstStarts.length;
  // Of higher numbers than a span: with one that started then any that had started, with another one only one that did then.
  const started = new Crossings(spans, (span) => isFirst && (firstStarts[span] as number) <= atMs);
  const startedThen = new Crossings(spans, (span) => isFirst && firstStarts[span] === atMs);
  for (let k = 0; k < count && found.length < most; k++) {
    const span = isFirst ? k : count - 1 - k;
    if ((firstStarts[span] as number) > atMs) continue;
    const isThen = firstStarts[span] === atMs;
    const partsOf = isThen ? [started, startedThen] : [started];
    if (isFirst) for (const part of partsOf) part.exclude(span);
    const others: number[] = [];
    (isThen ? started : startedThen).some(span, (other) => {
      others.push(other);
      return false;
    });
    others.sort((a, b) => (isFirst ? a - b : b - a));
    for (const other of others.slice(0, most - found.length)) found.push([span, other]);
    if (!isFirst) for (const part of partsOf) part.include(span);
  }
  started.release();
  startedThen.release();
  return found;
}
