// Numbers for texts in a file's bytes: an open hash table in typed arrays, with the bytes of all texts in one. A million
// distinct ones take no string and no object each.

import { grown } from '../columns/columns.ts';
import { copyBytes, sameBytes } from '../json/bytes.ts';
import { NEW, RisingTexts } from './rising-texts.ts';
import { BareText, hashOf } from './text-hash.ts';

/** The bits of a slot that are a text's number: more texts than these can count would take gigabytes. */
const NUMBER = 2 ** 26 - 1;
/** Of a name that is new in every line. */
const TYPICAL_BYTES = 64;

export class ByteTable {
  /** Numbers given so far; the last text has this one. */
  count = 0;
  /** Of all texts, one behind the other. */
  #bytes: Uint8Array<ArrayBuffer>;
  #view: DataView;
  /** Where each text ends among the bytes, by its number. Where none ends, at 0, the first one begins. */
  #ends: Uint32Array;
  /** 0 is free, else a text's number and, above it, a few bits of its hash: most others are told apart without a look at their bytes. */
  #slots: Int32Array;
  /** Where the text ended that `bareNumber` was asked for last. */
  bareEnd = 0;
  /** Whether it has characters beyond ASCII and was not known by its form. */
  isBareForeign = false;
  /** Texts that rise have no slot before one is asked for that does not. */
  readonly #rising = new RisingTexts(this, () => this.#fill());
  readonly #bare = new BareText();

  /** @param room for so many bytes, and texts as long as most names, before anything is copied; it costs nothing before it is used */
  constructor(room = 1024) {
    const texts = 2 ** Math.max(6, Math.round(Math.log2(room / TYPICAL_BYTES)));
    this.#bytes = new Uint8Array(Math.max(1, room));
    this.#view = new DataView(this.#bytes.buffer);
    this.#ends = new Uint32Array(texts);
    this.#slots = new Int32Array(2 * texts);
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
    const name = this.#rising.nameOf(view, from, end);
    if (name > 0) return name;
    if (name === NEW) return this.#addRisen(view, from, end);
    return this.#looked(view, from, end, hashOf(view, from, end), false);
  }

  /**
   * The same of the text that begins there and has its closing quote at `bareEnd`.
   * @returns 0, and nothing is taken, when it is none without escapes
   */
  bareNumber(view: DataView, from: number): number {
    const [bare, rising] = [this.#bare, this.#rising];
    const name = rising.bareNameOf(view, from);
    this.bareEnd = rising.bareEnd;
    this.isBareForeign = false;
    if (name > 0) return name;
    if (name === NEW) return this.#addRisen(view, from, this.bareEnd);
    // It is copied while it is looked for: where it is not known, it stays.
    this.#makeRoom(view.byteLength - from);
    if (!bare.copy(view, from, this.#view, this.endOf(this.count))) return 0;
    this.bareEnd = bare.end;
    this.isBareForeign = !bare.isAscii;
    return this.#looked(view, from, bare.end, bare.hash, true);
  }

  /** @returns the text's number; 0 when it was never asked for. */
  find(view: DataView, from: number, end: number): number {
    const name = this.#rising.nameOf(view, from, end);
    if (name > 0) return name;
    if (name === NEW) return 0;
    return (this.#slots[this.#slotOf(hashOf(view, from, end), view, from, end)] as number) & NUMBER;
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

  /** @returns where the text is, or the free slot where it belongs. */
  #slotOf(hash: number, view: DataView, from: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = this.#slots[slot] as number;
      if (entry === 0) return slot;
      if (((entry ^ hash) & ~NUMBER) === 0 && this.#isSame(entry & NUMBER, view, from, end)) return slot;
    }
  }

  #isSame(number: number, view: DataView, from: number, end: number): boolean {
    return this.endOf(number) - this.startOf(number) === end - from && this.isAt(number, view, from);
  }

  #addRisen(view: DataView, from: number, end: number): number {
    const number = this.#add(view, from, end);
    this.#rising.named(number);
    return number;
  }

  /** @param isCopied whether its bytes are behind those of the last text already. @returns the text's number, new or not */
  #looked(view: DataView, from: number, end: number, hash: number, isCopied: boolean): number {
    const slot = this.#slotOf(hash, view, from, end);
    const known = (this.#slots[slot] as number) & NUMBER;
    if (known !== 0) return known;
    const number = isCopied ? this.#copied(end - from) : this.#add(view, from, end);
    this.#slots[slot] = (hash & ~NUMBER) | number;
    if (2 * number > this.#slots.length) this.#fill();
    this.#rising.learn(number);
    return number;
  }

  /** @returns the number of the text, which is new */
  #add(view: DataView, from: number, end: number): number {
    this.#makeRoom(end - from);
    copyBytes(view, from, this.#view, this.endOf(this.count), end - from);
    return this.#copied(end - from);
  }

  /** Room for so many bytes behind the last text. */
  #makeRoom(length: number): void {
    while (this.endOf(this.count) + length > this.#bytes.length) {
      this.#bytes = grown(this.#bytes, 2 * this.#bytes.length);
      this.#view = new DataView(this.#bytes.buffer);
    }
  }

  /** @param length of a text whose bytes are behind those of the last one. @returns its number */
  #copied(length: number): number {
    if (this.count === NUMBER) throw new RangeError(`more than ${NUMBER} different names`);
    const end = this.endOf(this.count) + length;
    const number = ++this.count;
    if (number === this.#ends.length) this.#ends = grown(this.#ends, 2 * number);
    this.#ends[number] = end;
    return number;
  }

  /** Gives each text its slot, with room for as many again. */
  #fill(): void {
    let room = this.#slots.length;
    while (room < 2 * this.count) room *= 2;
    this.#slots = grown(this.#slots, room).fill(0);
    const mask = room - 1;
    for (let number = 1; number <= this.count; number++) {
      const hash = hashOf(this.#view, this.startOf(number), this.endOf(number));
      let slot = hash & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = (hash & ~NUMBER) | number;
    }
  }
}
