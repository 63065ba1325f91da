// Tells of most hashes that are new that they are (Bloom, Space/time trade-offs in hash coding with allowable errors, 1970). It is small
// enough for the processor's cache, where a table of a million is not.
import { emptied, powerOfTwo, release } from './columns.ts';

/** So many for each hash: of a hundred new ones one at most is taken for known, if there are no more than there is room for. */
const BITS = 16;
const WORD_BITS = 32;

export class BloomFilter {
  #room: number;
  #words: Int32Array;
  /** Of the words that are used, a power of two, the bits that tell one. */
  #mask: number;

  /**
   * @param least room for so many hashes, and more: for the next power of two
   * @param later so many may be the room later: what is not used yet costs nothing
   */
  constructor(least: number, later = least) {
    this.#room = roomFor(least);
    this.#words = new Int32Array(wordsFor(roomFor(Math.max(least, later))));
    this.#mask = wordsFor(this.#room) - 1;
  }

  /** For so many hashes. */
  get room(): number {
    return this.#room;
  }

  /** Has twice the room then, and nothing in it. */
  widen(): void {
    this.#room *= 2;
    const words = wordsFor(this.#room);
    this.#words = emptied(this.#words, words);
    this.#mask = words - 1;
  }

  /** Puts a hash in. @returns false where it is new; true where it was in it, or may have been */
  add(hash: number): boolean {
    const place = hash & this.#mask;
    const word = this.#words[place] as number;
    const bits = bitsOf(hash);
    if ((word & bits) === bits) return true;
    this.#words[place] = word | bits;
    return false;
  }

  /** @returns false where the hash is not in it; true where it is, or may be */
  mayHave(hash: number): boolean {
    const bits = bitsOf(hash);
    return ((this.#words[hash & this.#mask] as number) & bits) === bits;
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#words);
  }
}

const wordsFor = (room: number): number => (room * BITS) / WORD_BITS;

/** Two bits of one word, told by the bits of the hash that do not tell which word. A shift looks at five bits only. */
const bitsOf = (hash: number): number => (1 << (hash >>> 27)) | (1 << (hash >>> 22));

/** Two at least, so that there is a word. */
const roomFor = (hashes: number): number => powerOfTwo(Math.max(2, hashes));
