// Numbers for pairs (key, element) of lists: a million of them are an open hash table in typed arrays, not a map a key.
import { grown, powerOfTwo } from '../core/columns/columns.ts';

const NUMBER = new Float64Array(1);
const WORDS = new Uint32Array(NUMBER.buffer);

export class PairIds {
  length = 0;
  /** Of each pair, by its number. */
  keys: Uint32Array;
  elements: Float64Array;
  /** 0 is free, else one more than the pair's number. */
  #slots: Uint32Array;
  /** The number asked for last, and how far it is from the one before. */
  #last = 0;
  #step = 0;

  /** @param expected so many pairs need no second table */
  constructor(expected: number) {
    const count = Math.max(expected, 64);
    this.keys = new Uint32Array(count);
    this.elements = new Float64Array(count);
    this.#slots = new Uint32Array(powerOfTwo(2 * count));
  }

  /** @returns the pair's number: 0, 1, 2 … in the order in which they were first asked for. */
  id(key: number, element: number): number {
    // A list's elements were written in turn with those of others: the next one's number is as far away as this one's was.
    const guess = this.#last + this.#step;
    const isKnown = guess < this.length && this.keys[guess] === key && this.elements[guess] === element;
    const id = isKnown ? guess : this.#search(key, element);
    this.#step = id - this.#last;
    this.#last = id;
    return id;
  }

  #search(key: number, element: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hashOf(key, element) & mask; ; slot = (slot + 1) & mask) {
      const pair = (this.#slots[slot] as number) - 1;
      if (pair < 0) return this.#add(key, element, slot);
      if (this.keys[pair] === key && this.elements[pair] === element) return pair;
    }
  }

  #add(key: number, element: number, slot: number): number {
    const pair = this.length++;
    if (pair === this.keys.length) {
      this.keys = grown(this.keys, 2 * pair);
      this.elements = grown(this.elements, 2 * pair);
    }
    this.keys[pair] = key;
    this.elements[pair] = element;
    this.#slots[slot] = pair + 1;
    if (2 * this.length > this.#slots.length) this.#spread();
    return pair;
  }

  #spread(): void {
    this.#slots = grown(this.#slots, 2 * this.#slots.length).fill(0);
    const mask = this.#slots.length - 1;
    for (let pair = 0; pair < this.length; pair++) {
      let slot = hashOf(this.keys[pair] as number, this.elements[pair] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = pair + 1;
    }
  }
}

/** Of all bits of the number, however large it is; 0 and -0 are one. */
function hashOf(key: number, element: number): number {
  NUMBER[0] = element + 0;
  let hash = Math.imul((WORDS[0] as number) ^ Math.imul(key, 0x9e3779b1), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15) ^ (WORDS[1] as number), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
