// The first and the last few of any number of things, in the order of a time of theirs: a million splits need no room
// but for those that are told.

/** So many are told from each end. */
export const EACH_END = 50;

interface Timed<T> {
  atMs: number;
  thing: T;
}

export class Ends<T> {
  /** So many were added. */
  length = 0;
  readonly #first: Timed<T>[] = [];
  readonly #last: Timed<T>[] = [];

  /** @param make asked for the thing only where it is among the first or the last so far */
  add(atMs: number, make: () => T): void {
    this.length++;
    const isFirst = this.#first.length < EACH_END || atMs < (this.#first.at(-1) as Timed<T>).atMs;
    const isLast = this.#last.length < EACH_END || atMs >= (this.#last[0] as Timed<T>).atMs;
    if (!isFirst && !isLast) return;
    const timed = { atMs, thing: make() };
    if (isFirst) {
      insert(this.#first, timed);
      if (this.#first.length > EACH_END) this.#first.pop();
    }
    if (isLast) {
      insert(this.#last, timed);
      if (this.#last.length > EACH_END) this.#last.shift();
    }
  }

  /** @returns the first and the last 50; of several at one moment the order in which they were added stays. */
  told(): T[] {
    const more = Math.max(0, this.length - EACH_END);
    const last = more === 0 ? [] : this.#last.slice(-more);
    return [...this.#first, ...last].map(({ thing }) => thing);
  }
}

/** Behind all that are not later. */
function insert<T>(sorted: Timed<T>[], timed: Timed<T>): void {
  let place = sorted.length;
  while (place > 0 && (sorted[place - 1] as Timed<T>).atMs > timed.atMs) place--;
  sorted.splice(place, 0, timed);
}
