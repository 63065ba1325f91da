// Which of many numbers are greater than a limit, without looking at all of them.

/** Halves of halves of the numbers, of each its greatest. */
export class Greatest {
  readonly #count: number;
  /** A heap: the halves of the part at `i` are at 2i and 2i + 1, the numbers themselves in the last `#leaves`. */
  readonly #most: Float64Array;
  readonly #leaves: number;

  constructor(numbers: Float64Array) {
    this.#count = numbers.length;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.max(1, numbers.length)));
    this.#most = new Float64Array(2 * this.#leaves).fill(Number.NEGATIVE_INFINITY);
    this.#most.set(numbers, this.#leaves);
    for (let i = this.#leaves - 1; i > 0; i--)
      this.#most[i] = Math.max(this.#most[2 * i] as number, this.#most[2 * i + 1] as number);
  }

  /** Calls `each` with the places of those greater than the limit, ascending. @param before of the first so many */
  forEachAbove(limit: number, before: number, each: (place: number) => void): void {
    this.#visit(1, 0, this.#leaves, limit, Math.min(before, this.#count), each);
  }

  #visit(part: number, from: number, size: number, limit: number, before: number, each: (place: number) => void): void {
    if (from >= before || !((this.#most[part] as number) > limit)) return;
    if (size === 1) {
      each(from);
      return;
    }
    const half = size / 2;
    this.#visit(2 * part, from, half, limit, before, each);
    this.#visit(2 * part + 1, from + half, half, limit, before, each);
  }
}
