// Numbers 1, 2, 3 … found by their hashes: an open hash table in typed arrays. That of a million is larger than the processor's cache, so
// each look at it is a wait; and a history may have a new name in each of its lines. So what is new for certain is not looked for, and has
// its slot together with others, once one has to be looked for.

import { BloomFilter } from '../columns/bloom-filter.ts';
import { emptied, grown, powerOfTwo, release } from '../columns/columns.ts';

/** The bits of a slot that are a number: more than these can count would take gigabytes. */
const NUMBER = 2 ** 26 - 1;
/** Of a table that is as good as empty. */
const LEAST_ROOM = 64;
const LEAST_SLOTS = 3 * 32;
/**
 * So many numbers come for each that the filter has room for: of seven hashes that are new one may be looked for in vain, but the filter
 * stays in the processor's cache, and a look at it is the greater part of what a new name costs.
 */
const CROWD = 4;
/** Tells nobody anything: what is put here was read for its own sake. */
const READ = new Int32Array(1);
/** At least so many slots for each number, so that a free one is near. */
const SLOTS_PER_NUMBER = 4 / 3;

export class HashedNumbers {
  /** Numbers given so far: the last one. */
  count = 0;
  /** Of the numbers above `#forgotten`, in their order. */
  #hashes: Int32Array<ArrayBuffer>;
  /** Up to this one their hashes are told by what has them. */
  #forgotten = 0;
  readonly #hashAgain: (number: number) => number;
  /** 0 is free, else a number and, above it, a few bits of its hash: most others are told apart without a look at what has the number. */
  #slots: Int32Array;
  /** Of those that are used a third: a power of two. */
  #third = LEAST_SLOTS / 3;
  /** Up to this one all numbers have their slots. */
  #placed = 0;
  readonly #filter: BloomFilter;

  /**
   * @param room for so many numbers before anything is copied; it costs nothing before it is used
   * @param hashAgain the hash of a number, once it is forgotten here
   */
  constructor(room: number, hashAgain: (number: number) => number) {
    this.#hashAgain = hashAgain;
    this.#hashes = new Int32Array(Math.max(room, LEAST_ROOM));
    this.#slots = new Int32Array(slotsFor(room));
    this.#filter = new BloomFilter(LEAST_ROOM, Math.ceil(room / CROWD));
  }

  /** @returns the next number, which has this hash. @throws RangeError where there are no more */
  add(hash: number): number {
    if (this.count === NUMBER) throw new RangeError(`more than ${NUMBER} different names`);
    const number = ++this.count;
    const place = number - this.#forgotten - 1;
    if (place === this.#hashes.length) this.#hashes = grown(this.#hashes, 2 * place);
    this.#hashes[place] = hash;
    if (number === CROWD * this.#filter.room) this.#widen();
    return number;
  }

  /** Few are added from now on: the hashes of those that are there take no memory any more. */
  forgetHashes(): void {
    this.#place();
    this.#forgotten = this.count;
    release(this.#hashes);
    this.#hashes = new Int32Array(LEAST_ROOM);
  }

  /** @returns whether a number may have the hash */
  mayHave(hash: number): boolean {
    return this.#filter.mayHave(hash);
  }

  /** The same, of a hash that is added if it is new. */
  mayHaveOrWill(hash: number): boolean {
    return this.#filter.add(hash);
  }

  /** @returns the place of the first number whose hash may be this one */
  first(hash: number): number {
    if (this.#placed < this.count) this.#place();
    return this.#next(hash, homeOf(hash, this.#third));
  }

  /** @returns the place of the next one */
  after(hash: number, place: number): number {
    return this.#next(hash, behind(place, this.#third));
  }

  /** @returns the number at this place; 0: there are no more of the hash */
  at(place: number): number {
    return (this.#slots[place] as number) & NUMBER;
  }

  #next(hash: number, from: number): number {
    const slots = this.#slots;
    const third = this.#third;
    for (let place = from; ; place = behind(place, third)) {
      const slot = slots[place] as number;
      if (slot === 0 || ((slot ^ hash) & ~NUMBER) === 0) return place;
    }
  }

  #widen(): void {
    this.#filter.widen();
    for (let number = 1; number <= this.count; number++) this.#filter.add(this.#hashOf(number));
  }

  /** Gives each number its slot. */
  #place(): void {
    this.#makeSlots();
    const slots = this.#slots;
    const third = this.#third;
    // Each is a wait for memory. First all are asked for, so that they wait together.
    let read = 0;
    for (let number = this.#placed + 1; number <= this.count; number++)
      read |= slots[homeOf(this.#hashOf(number), third)] as number;
    READ[0] = read;
    for (let number = this.#placed + 1; number <= this.count; number++) {
      const hash = this.#hashOf(number);
      let place = homeOf(hash, third);
      while (slots[place] !== 0) place = behind(place, third);
      slots[place] = (hash & ~NUMBER) | number;
    }
    this.#placed = this.count;
  }

  #hashOf(number: number): number {
    const place = number - this.#forgotten - 1;
    return place < 0 ? this.#hashAgain(number) : (this.#hashes[place] as number);
  }

  #makeSlots(): void {
    if (SLOTS_PER_NUMBER * this.count <= 3 * this.#third) return;
    const used = slotsFor(this.count);
    this.#third = used / 3;
    this.#slots = emptied(this.#slots, used);
    this.#placed = 0;
  }
}

/** Three times a power of two: for a million numbers, or two, that is a quarter less than a power of two. */
const slotsFor = (numbers: number): number => 3 * powerOfTwo(Math.max(LEAST_SLOTS, SLOTS_PER_NUMBER * numbers) / 3);

/**
 * @returns where a hash is looked for first: its last bits, of a range of four thirds, put evenly onto the three; so what was side by side
 * stays so
 */
const homeOf = (hash: number, third: number): number => ((hash & (4 * third - 1)) * 3) >>> 2;

const behind = (place: number, third: number): number => (place + 1 === 3 * third ? 0 : place + 1);
