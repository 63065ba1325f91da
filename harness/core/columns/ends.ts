// The first and the last few of any number of things, in the order of a time of theirs: a million splits need no room
// but for those that are told.

/** So many are told from each end. */
export const EACH_END = 50;

interface Timed<T> {
  atMs: number;
  /** Of several at one moment that with the lowest comes first. */
  rank: number;
  thing: T;
}

const byTime = <T>(one: Timed<T>, other: Timed<T>): number => one.atMs - other.atMs || one.rank - other.rank;

export class Ends<T> {
  #length = 0;
  /** In the order in which they were added: sorted, and the better half kept, whenever there are twice as many as are told. */
  #first: Timed<T>[] = [];
  #last: Timed<T>[] = [];
  /** Whatever does not come before this is not among the first. */
  #firstBelow = { atMs: Number.POSITIVE_INFINITY, rank: 0 };
  /** Whatever comes before this is not among the last. */
  #lastFrom = { atMs: Number.NEGATIVE_INFINITY, rank: 0 };

  /** So many were added or left out. */
  get length(): number {
    return this.#length;
  }

  /** Counts so many more, none of which would be told. */
  leaveOut(more: number): void {
    this.#length += more;
  }

  /**
   * @param make asked for the thing only where it is among the first or the last so far
   * @param rank of several at one moment that with the lowest comes first, then that which was added first
   */
  add(atMs: number, make: () => T, rank = 0): void {
    this.#length++;
    const [isFirst, isLast] = [this.mayBeFirst(atMs, rank), this.mayBeLast(atMs, rank)];
    if (!isFirst && !isLast) return;
    const timed = { atMs, rank, thing: make() };
    if (isFirst && this.#first.push(timed) === 2 * EACH_END) {
      this.#first = this.#first.sort(byTime).slice(0, EACH_END);
      this.#firstBelow = this.#first.at(-1) as Timed<T>;
    }
    if (isLast && this.#last.push(timed) === 2 * EACH_END) {
      this.#last = this.#last.sort(byTime).slice(-EACH_END);
      this.#lastFrom = this.#last[0] as Timed<T>;
    }
  }

  /** @returns whether what is of this rank and no earlier than that can be among the first. */
  mayBeFirst(fromMs: number, rank = 0): boolean {
    const { atMs } = this.#firstBelow;
    return fromMs < atMs || (fromMs === atMs && rank < this.#firstBelow.rank);
  }

  /** @returns whether what is of this rank and no later than that can be among the last. */
  mayBeLast(toMs: number, rank = 0): boolean {
    const { atMs } = this.#lastFrom;
    return toMs > atMs || (toMs === atMs && rank >= this.#lastFrom.rank);
  }

  /** @returns the first and the last 50; of several at one moment and of one rank the order in which they were added stays. */
  told(): T[] {
    const first = this.#first.toSorted(byTime).slice(0, EACH_END);
    const more = Math.min(EACH_END, Math.max(0, this.#length - EACH_END));
    const last = more === 0 ? [] : this.#last.toSorted(byTime).slice(-more);
    return [...first, ...last].map(({ thing }) => thing);
  }
}
