// Numbers for texts in a file's bytes, with the bytes of all texts in one: a million distinct ones take no string and no object each.

import { grown } from '../columns/columns.ts';
import { copyBytes, sameBytes } from '../json/bytes.ts';
import { HashedNumbers } from './hashed-numbers.ts';
import { BareText, hashOf } from './text-hash.ts';

/** So many bytes a file has for each name, also where there are two new ones in every line. */
const BYTES_PER_NAME = 64;
/** A power of two. */
const RECENT = 256;

export class ByteTable {
  /** Of all texts, one behind the other. */
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  /** Where each text ends among the bytes, by its number. Where none ends, at 0, the first one begins. */
  #ends: Uint32Array;
  readonly #numbers: HashedNumbers;
  /** Where the text ended that `bareNumber` was asked for last. */
  bareEnd = 0;
  /** Whether it has characters beyond ASCII. */
  isBareForeign = false;
  readonly #bare = new BareText();
  /** By the last bits of a hash: the number of the text known last. Most that are known are among these few. */
  readonly #recent = new Uint32Array(RECENT);

  /** @param room for the texts of a file of so many bytes before anything is copied; it costs nothing before it is used */
  constructor(room = 1024) {
    const texts = 1 + Math.ceil(room / BYTES_PER_NAME);
    this.#bytes = new Uint8Array(Math.max(1, room));
    this.#view = new DataView(this.#bytes.buffer);
    this.#ends = new Uint32Array(texts);
    this.#numbers = new HashedNumbers(texts, (number) => hashOf(this.#view, this.startOf(number), this.endOf(number)));
  }

  /** So many texts have room before anything is copied. */
  get room(): number {
    return this.#ends.length;
  }

  /** Numbers given so far; the last text has this one. */
  get count(): number {
    return this.#numbers.count;
  }

  get bytes(): Uint8Array {
    return this.#bytes;
  }

  /** The bytes of all texts. */
  get view(): DataView {
    return this.#view;
  }

  /** @returns the number of the text between the two places: 1, 2, 3 … in the order in which they were first asked for. */
  number(view: DataView, from: number, end: number): number {
    const hash = hashOf(view, from, end);
    const known = this.#known(hash, view, from, end);
    if (known !== 0) return known;
    this.#makeRoom(end - from);
    copyBytes(view, from, this.#view, this.endOf(this.count), end - from);
    return this.#copied(end - from, hash);
  }

  /**
   * The same of the text that begins there and has its closing quote at `bareEnd`.
   * @returns 0, and nothing is taken, when it is none without escapes
   */
  bareNumber(view: DataView, from: number): number {
    const bare = this.#bare;
    this.isBareForeign = false;
    // It is copied while its hash is told: where it is not known, it stays.
    this.#makeRoom(view.byteLength - from);
    if (!bare.copy(view, from, this.#view, this.endOf(this.count))) return 0;
    const { end, hash } = bare;
    this.bareEnd = end;
    this.isBareForeign = !bare.isAscii;
    const known = this.#known(hash, view, from, end);
    return known === 0 ? this.#copied(end - from, hash) : known;
  }

  /** @returns the text's number; 0 when it was never asked for. */
  find(view: DataView, from: number, end: number): number {
    const hash = hashOf(view, from, end);
    const recent = this.#recentOf(hash, view, from, end);
    return recent !== 0 || !this.#numbers.mayHave(hash) ? recent : this.#found(hash, view, from, end);
  }

  /** As `HashedNumbers` does. */
  forgetHashes(): void {
    this.#numbers.forgetHashes();
  }

  /** Where a text begins among the bytes. */
  startOf(number: number): number {
    return this.#ends[number - 1] as number;
  }

  /** Where it ends. */
  endOf(number: number): number {
    return this.#ends[number] as number;
  }

  /** @returns whether the text's bytes are there; they must not reach beyond the view. */
  isAt(number: number, view: DataView, from: number): boolean {
    const start = this.startOf(number);
    return sameBytes(this.#view, start, view, from, this.endOf(number) - start);
  }

  /** @returns whether it is the text between the two places. */
  is(number: number, view: DataView, from: number, end: number): boolean {
    return this.endOf(number) - this.startOf(number) === end - from && this.isAt(number, view, from);
  }

  /** @returns the number of a text that is added, if it is new; then 0 */
  #known(hash: number, view: DataView, from: number, end: number): number {
    const recent = this.#recentOf(hash, view, from, end);
    return recent !== 0 || !this.#numbers.mayHaveOrWill(hash) ? recent : this.#found(hash, view, from, end);
  }

  #recentOf(hash: number, view: DataView, from: number, end: number): number {
    const recent = this.#recent[hash & (RECENT - 1)] as number;
    return recent !== 0 && this.is(recent, view, from, end) ? recent : 0;
  }

  #found(hash: number, view: DataView, from: number, end: number): number {
    const numbers = this.#numbers;
    for (let place = numbers.first(hash); ; place = numbers.after(hash, place)) {
      const number = numbers.at(place);
      if (number === 0) return 0;
      if (!this.is(number, view, from, end)) continue;
      this.#recent[hash & (RECENT - 1)] = number;
      return number;
    }
  }

  /** Room for so many bytes behind the last text. */
  #makeRoom(length: number): void {
    while (this.endOf(this.count) + length > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, 2 * this.#bytes.length);
      this.#view = new DataView(this.#bytes.buffer);
    }
  }

  /** @param length of a text whose bytes are behind those of the last one. @returns its number */
  #copied(length: number, hash: number): number {
    const end = this.endOf(this.count) + length;
    const number = this.#numbers.add(hash);
    if (number === this.#ends.length) this.#ends = grown(this.#ends, 2 * number);
    this.#ends[number] = end;
    return number;
  }
}
