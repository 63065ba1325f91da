// The first and the last few pairs of spans that cross, of all that do: by when the later one of a pair started first, and of
// several at one moment by the numbers of the two spans.
import { gather, rowsWhere } from './columns.ts';
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
  const earlier = new Crossings(spans, !isFirst);
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
  const rows = rowsWhere(firstStarts.length, (span) => (firstStarts[span] as number) <= atMs);
  const starts = gather(firstStarts, rows);
  const [firstEnds, lastStarts] = [gather(spans.firstEnds, rows), gather(spans.lastStarts, rows)];
  const started = { firstEnds, lastStarts, owners: gather(spans.owners, rows) };
  // Those of higher numbers than a span's; and of these the ones that started at the moment: one of a pair did.
  const [higher, higherThen] = [new Crossings(started, isFirst), new Crossings(started, false)];
  if (isFirst) for (let i = 0; i < rows.length; i++) if (starts[i] === atMs) higherThen.include(i);
  for (let k = 0; k < rows.length && found.length < most; k++) {
    const i = isFirst ? k : rows.length - 1 - k;
    const isThen = starts[i] === atMs;
    const parts = isThen ? [higher, higherThen] : [higher];
    if (isFirst) for (const part of parts) part.exclude(i);
    const others: number[] = [];
    (isThen ? higher : higherThen).some(i, (other) => {
      others.push(other);
      return false;
    });
    others.sort((one, other) => (isFirst ? one - other : other - one));
    for (const other of others.slice(0, most - found.length)) found.push([rows[i] as number, rows[other] as number]);
    if (!isFirst) for (const part of parts) part.include(i);
  }
  higher.release();
  higherThen.release();
  return found;
}
