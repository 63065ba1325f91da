// Which of many numbers are greater than a limit, without looking at all of them.
import { release } from './columns.ts';

/** So many numbers in a row are looked at one by one: a tree of single ones takes three times the room, and is no quicker. */
const BLOCK = 16;

/** Halves of halves of the blocks of numbers, of each its greatest. */
export class Greatest {
  readonly #numbers: Float64Array;
  /** A heap: the halves of the part at `i` are at 2i and 2i + 1, the blocks, and one more, are the last `#leaves`. */
  readonly #most: Float64Array;
  readonly #leaves: number;

  /** @param numbers are not copied */
  constructor(numbers: Float64Array) {
    this.#numbers = numbers;
    this.#leaves = 2 ** Math.ceil(Math.log2(Math.ceil(numbers.length / BLOCK) + 1));
    this.#most = new Float64Array(2 * this.#leaves).fill(Number.NEGATIVE_INFINITY);
    for (let i = 0; i < numbers.length; i++) {
      const leaf = this.#leaves + Math.floor(i / BLOCK);
      if ((numbers[i] as number) > (this.#most[leaf] as number)) this.#most[leaf] = numbers[i] as number;
    }
    for (let i = this.#leaves - 1; i > 0; i--)
      this.#most[i] = Math.max(this.#most[2 * i] as number, this.#most[2 * i + 1] as number);
  }

  /** @returns the last place before that one whose number is greater than the limit; -1 where there is none */
  lastAbove(limit: number, before: number): number {
    const begin = before - (before % BLOCK);
    for (let at = before - 1; at >= begin; at--) if ((this.#numbers[at] as number) > limit) return at;
    let at = BLOCK * this.#lastBlockAbove(limit, begin / BLOCK) + BLOCK - 1;
    while (at >= 0 && !((this.#numbers[at] as number) > limit)) at--;
    return at;
  }

  #lastBlockAbove(limit: number, before: number): number {
    const most = this.#most;
    // Up, as long as nothing on the left is greater: a part at an odd number has another one on its left.
    let part = this.#leaves + before;
    while (part % 2 === 0 || !((most[part - 1] as number) > limit)) {
      if (part <= 1) return -1;
      part >>>= 1;
    }
    // Down again, on the right where that can be.
    part--;
    while (part < this.#leaves) part = (most[2 * part + 1] as number) > limit ? 2 * part + 1 : 2 * part;
    return part - this.#leaves;
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#most);
  }
}
