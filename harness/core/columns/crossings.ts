// Pairs of spans of several owners that cross: each started last after the other had first ended. Of a thousand spans half a
// million pairs may cross, so they are counted, and searched for, without looking at each.
import { gather, powerOfTwo, release } from './columns.ts';
import { ascendingOrder, lowerBound, upperBound } from './sort.ts';

export interface Spans {
  firstEnds: Float64Array;
  lastStarts: Float64Array;
  /** Spans of one owner do not count as crossing; they are next to each other. */
  owners: Float64Array;
}

/** @returns how many pairs cross, and how many pairs there are of different owners. */
export function countCrossings({ firstEnds, lastStarts, owners }: Spans): { crossing: number; all: number } {
  let crossing = countOfAny(firstEnds, lastStarts);
  let all = pairsOf(owners.length);
  for (let from = 0, to = 0; from < owners.length; from = to) {
    while (to < owners.length && owners[to] === owners[from]) to++;
    if (to - from === 1) continue;
    crossing -= countOfAny(firstEnds.subarray(from, to), lastStarts.subarray(from, to));
    all -= pairsOf(to - from);
  }
  return { crossing, all };
}

const pairsOf = (count: number): number => (count * count - count) / 2;

/** Whosever they are. */
function countOfAny(firstEnds: Float64Array, lastStarts: Float64Array): number {
  const byEnd = ascendingOrder(firstEnds);
  const byStart = ascendingOrder(lastStarts);
  const starts = gather(lastStarts, byStart);
  const ranks = new Uint32Array(byStart.length);
  for (let rank = 0; rank < byStart.length; rank++) ranks[byStart[rank] as number] = rank;
  // In the order of last starts: of those that had ended before that start, how many started after this one's first end?
  const ended = new Ranks(byStart.length);
  let count = 0;
  for (let rank = 0, next = 0; rank < byStart.length; rank++) {
    const span = byStart[rank] as number;
    const [end, start] = [firstEnds[span] as number, lastStarts[span] as number];
    for (; next < byEnd.length && (firstEnds[byEnd[next] as number] as number) < start; next++)
      ended.add(ranks[byEnd[next] as number] as number);
    count += next - ended.below(upperBound(starts, end));
    // It crosses no pair with itself.
    if (end < start) count--;
  }
  release(byEnd, byStart, starts, ranks);
  return count / 2;
}

/** How many of the ranks noted so far are below another one: a Fenwick tree. */
class Ranks {
  readonly #counts: Uint32Array;

  constructor(count: number) {
    this.#counts = new Uint32Array(count + 1);
  }

  add(rank: number): void {
    for (let i = rank + 1; i < this.#counts.length; i += i & -i) this.#counts[i] = (this.#counts[i] as number) + 1;
  }

  below(rank: number): number {
    let count = 0;
    for (let i = rank; i > 0; i -= i & -i) count += this.#counts[i] as number;
    return count;
  }
}

/** A part of the spans, which may change, to search for those that cross another one. */
export class Crossings {
  readonly #spans: Spans;
  /** The spans by their first ends, their places in that order, and the ends. */
  readonly #byEnd: Uint32Array;
  readonly #places: Uint32Array;
  readonly #ends: Float64Array;
  /**
   * A heap over the places, as in `Greatest`: of each part the greatest last start, whose that is, and the greatest of all other
   * owners.
   */
  readonly #leaves: number;
  readonly #most: Float64Array;
  readonly #owner: Float64Array;
  readonly #others: Float64Array;

  /** @param isAll whether all spans are in the part at first, not none */
  constructor(spans: Spans, isAll: boolean) {
    const count = spans.firstEnds.length;
    this.#spans = spans;
    this.#byEnd = ascendingOrder(spans.firstEnds);
    this.#ends = gather(spans.firstEnds, this.#byEnd);
    this.#places = new Uint32Array(count);
    this.#leaves = powerOfTwo(count + 1);
    this.#most = new Float64Array(2 * this.#leaves).fill(Number.NEGATIVE_INFINITY);
    this.#owner = new Float64Array(2 * this.#leaves);
    this.#others = new Float64Array(2 * this.#leaves).fill(Number.NEGATIVE_INFINITY);
    for (let place = 0; place < count; place++) {
      const span = this.#byEnd[place] as number;
      this.#places[span] = place;
      this.#owner[this.#leaves + place] = spans.owners[span] as number;
      if (isAll) this.#most[this.#leaves + place] = spans.lastStarts[span] as number;
    }
    if (!isAll) return;
    for (let part = this.#leaves - 1; part > 0; part--) this.#join(part);
  }

  include(span: number): void {
    this.#set(span, this.#spans.lastStarts[span] as number);
  }

  exclude(span: number): void {
    this.#set(span, Number.NEGATIVE_INFINITY);
  }

  /** @returns whether one of those in the part that cross the span fits; none is looked at after it. */
  some(span: number, fits: (other: number) => boolean): boolean {
    const limit = this.#spans.firstEnds[span] as number;
    const owner = this.#spans.owners[span] as number;
    let place = this.#lastAbove(limit, lowerBound(this.#ends, this.#spans.lastStarts[span] as number), owner);
    for (; place >= 0; place = this.#lastAbove(limit, place, owner))
      if (fits(this.#byEnd[place] as number)) return true;
    return false;
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#byEnd, this.#places, this.#ends, this.#most, this.#owner, this.#others);
  }

  #set(span: number, start: number): void {
    let part = this.#leaves + (this.#places[span] as number);
    this.#most[part] = start;
    for (part >>>= 1; part > 0; part >>>= 1) this.#join(part);
  }

  #join(part: number): void {
    const [most, owner, others] = [this.#most, this.#owner, this.#others];
    const isLeft = (most[2 * part] as number) >= (most[2 * part + 1] as number);
    const [best, less] = isLeft ? [2 * part, 2 * part + 1] : [2 * part + 1, 2 * part];
    most[part] = most[best] as number;
    owner[part] = owner[best] as number;
    const other = owner[less] === owner[best] ? others[less] : most[less];
    others[part] = Math.max(others[best] as number, other as number);
  }

  /** @returns the last place before that one where a span of another owner started after the limit; -1 where there is none */
  #lastAbove(limit: number, before: number, owner: number): number {
    let part = this.#leaves + before;
    while (part % 2 === 0 || !this.#isAbove(part - 1, limit, owner)) {
      if (part <= 1) return -1;
      part >>>= 1;
    }
    part--;
    while (part < this.#leaves) part = this.#isAbove(2 * part + 1, limit, owner) ? 2 * part + 1 : 2 * part;
    return part - this.#leaves;
  }

  #isAbove(part: number, limit: number, owner: number): boolean {
    return ((this.#owner[part] === owner ? this.#others[part] : this.#most[part]) as number) > limit;
  }
}
