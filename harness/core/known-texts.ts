// Texts that come a million times in a file's bytes, each decoded and looked at once: nodes, epochs, error codes.
import { grown } from './columns.ts';

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });

export class KnownTexts {
  readonly #meaningOf: (text: string) => number;
  #count = 0;
  /** Places in an open hash table: 0 is free, else one more than the text's number. */
  #slots = new Uint32Array(256);
  #hashes = new Uint32Array(64);
  /** Where each text ends among the bytes of all. */
  #ends = new Uint32Array(64);
  #meanings = new Float64Array(64);
  #bytes = new Uint8Array(1024);

  /** @param meaningOf what a text stands for; asked once for each text */
  constructor(meaningOf: (text: string) => number) {
    this.#meaningOf = meaningOf;
  }

  /** @returns what the text between the two places stands for. */
  meaning(view: DataView, from: number, end: number): number {
    let hash = 0x811c9dc5;
    for (let at = from; at < end; at++) hash = Math.imul(hash ^ view.getUint8(at), 0x01000193);
    hash = (hash ^ (hash >>> 15)) >>> 0;
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const text = (this.#slots[slot] as number) - 1;
      if (text < 0) return this.#add(view, from, end, hash, slot);
      if (this.#hashes[text] === hash && this.#isSame(text, view, from, end)) return this.#meanings[text] as number;
    }
  }

  #isSame(text: number, view: DataView, from: number, end: number): boolean {
    const start = text === 0 ? 0 : (this.#ends[text - 1] as number);
    if ((this.#ends[text] as number) - start !== end - from) return false;
    for (let i = 0; i < end - from; i++) if (this.#bytes[start + i] !== view.getUint8(from + i)) return false;
    return true;
  }

  #add(view: DataView, from: number, end: number, hash: number, slot: number): number {
    const bytes = new Uint8Array(view.buffer, view.byteOffset + from, end - from);
    const text = this.#count++;
    if (text === this.#ends.length) {
      this.#hashes = grown(this.#hashes, 2 * text);
      this.#ends = grown(this.#ends, 2 * text);
      this.#meanings = grown(this.#meanings, 2 * text);
    }
    const start = text === 0 ? 0 : (this.#ends[text - 1] as number);
    while (start + bytes.length > this.#bytes.length) this.#bytes = grown(this.#bytes, 2 * this.#bytes.length);
    this.#bytes.set(bytes, start);
    this.#ends[text] = start + bytes.length;
    this.#hashes[text] = hash;
    this.#slots[slot] = text + 1;
    if (2 * this.#count > this.#slots.length) this.#spread();
    const meaning = this.#meaningOf(DECODER.decode(bytes));
    this.#meanings[text] = meaning;
    return meaning;
  }

  #spread(): void {
    this.#slots = new Uint32Array(2 * this.#slots.length);
    const mask = this.#slots.length - 1;
    for (let text = 0; text < this.#count; text++) {
      let slot = (this.#hashes[text] as number) & mask;
      while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
      this.#slots[slot] = text + 1;
    }
  }
}
