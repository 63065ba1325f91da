// The first and the last few of any number of things, in the order of a time of theirs: a million splits need no room
// but for those that are told.

/** So many are told from each end. */
export const EACH_END = 50;

interface Timed<T> {
  atMs: number;
  thing: T;
}

const byTime = <T>(one: Timed<T>, other: Timed<T>): number => one.atMs - other.atMs;

export class Ends<T> {
  #length = 0;
  /** In the order in which they were added: sorted, and the better half kept, whenever there are twice as many as are told. */
  #first: Timed<T>[] = [];
  #last: Timed<T>[] = [];
  /** Whatever is not earlier is not among the first. */
  #firstBelow = Number.POSITIVE_INFINITY;
  /** Whatever is earlier is not among the last. */
  #lastFrom = Number.NEGATIVE_INFINITY;

  /** So many were added or left out. */
  get length(): number {
    return this.#length;
  }

  /** Counts so many more, none of which would be told. */
  leaveOut(more: number): void {
    this.#length += more;
  }

  /** @param make asked for the thing only where it is among the first or the last so far */
  add(atMs: number, make: () => T): void {
    this.#length++;
    const [isFirst, isLast] = [atMs < this.#firstBelow, atMs >= this.#lastFrom];
    if (!isFirst && !isLast) return;
    const timed = { atMs, thing: make() };
    if (isFirst && this.#first.push(timed) === 2 * EACH_END) {
      this.#first = this.#first.sort(byTime).slice(0, EACH_END);
      this.#firstBelow = (this.#first.at(-1) as Timed<T>).atMs;
    }
    if (isLast && this.#last.push(timed) === 2 * EACH_END) {
      this.#last = this.#last.sort(byTime).slice(-EACH_END);
      this.#lastFrom = (this.#last[0] as Timed<T>).atMs;
    }
  }

  /** @returns whether what is no earlier than that can be among the first. */
  mayBeFirst(fromMs: number): boolean {
    return fromMs < this.#firstBelow;
  }

  /** @returns whether what is no later than that can be among the last. */
  mayBeLast(toMs: number): boolean {
    return toMs >= this.#lastFrom;
  }

  /** @returns the first and the last 50; of several at one moment the order in which they were added stays. */
  told(): T[] {
    const first = this.#first.toSorted(byTime).slice(0, EACH_END);
    const more = Math.min(EACH_END, Math.max(0, this.#length - EACH_END));
    const last = more === 0 ? [] : this.#last.toSorted(byTime).slice(-more);
    return [...first, ...last].map(({ thing }) => thing);
  }
}
