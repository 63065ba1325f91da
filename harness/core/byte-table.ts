// Numbers for texts in a file's bytes: an open hash table in typed arrays, with the bytes of all texts in one. A million
// distinct ones take no string and no object each.
import { grown } from './columns.ts';

export class ByteTable {
  /** Of all texts, one behind the other. */
  bytes = new Uint8Array(1024);
  /** Numbers given so far; the last text has this one. */
  count = 0;
  /** Where each text ends among the bytes, by its number. Where none ends, at 0, the first one begins. */
  #ends = new Uint32Array(64);
  #hashes = new Uint32Array(64);
  /** 0 is free, else a text's number. */
  #slots = new Uint32Array(256);

  /** @returns the number of the text between the two places: 1, 2, 3 … in the order in which they were first asked for. */
  number(view: DataView, from: number, end: number): number {
    const hash = hashOf(view, from, end);
    const slot = this.#slotOf(hash, view, from, end);
    return (this.#slots[slot] as number) || this.#add(view, from, end, hash, slot);
  }

  /** @returns the text's number; 0 when it was never asked for. */
  find(view: DataView, from: number, end: number): number {
    return this.#slots[this.#slotOf(hashOf(view, from, end), view, from, end)] as number;
  }

  /** Where a text begins among the bytes. */
  startOf(number: number): number {
    return this.#ends[number - 1] as number;
  }

  /** Where it ends. */
  endOf(number: number): number {
    return this.#ends[number] as number;
  }

  /** @returns where the text is, or the free slot where it belongs. */
  #slotOf(hash: number, view: DataView, from: number, end: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const number = this.#slots[slot] as number;
      if (number === 0 || (this.#hashes[number] === hash && this.#isSame(number, view, from, end))) return slot;
    }
  }

  #isSame(number: number, view: DataView, from: number, end: number): boolean {
    const start = this.startOf(number);
    if (this.endOf(number) - start !== end - from) return false;
    for (let i = 0; i < end - from; i++) if (this.bytes[start + i] !== view.getUint8(from + i)) return false;
    return true;
  }

  #add(view: DataView, from: number, end: number, hash: number, slot: number): number {
    const start = this.endOf(this.count);
    const number = ++this.count;
    if (number === this.#ends.length) {
      this.#ends = grown(this.#ends, 2 * number);
      this.#hashes = grown(this.#hashes, 2 * number);
    }
    while (start + end - from > this.bytes.length) this.bytes = grown(this.bytes, 2 * this.bytes.length);
    for (let i = 0; i < end - from; i++) this.bytes[start + i] = view.getUint8(from + i);
    this.#ends[number] = start + end - from;
    this.#hashes[number] = hash;
    this.#slots[slot] = number;
    if (2 * number > this.#slots.length) this.#spread();
    return number;
  }

  #spread(): void {
    this.#slots = grown(this.#slots, 2 * this.#slots.length).fill(0);
    const mask = this.#slots.length - 1;
    for (let number = 1; number <= this.count; number++) {
      let slot = (this.#hashes[number] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

/** FNV-1: names that differ in their last letter alone, as counted ones do, have slots side by side, in one line of cache. */
function hashOf(view: DataView, from: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let at = from; at < end; at++) hash = Math.imul(hash, 0x01000193) ^ view.getUint8(at);
  return (hash ^ (hash >>> 15)) >>> 0;
}
