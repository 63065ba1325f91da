// Interned strings, kept as bytes: a million distinct epochs cost their bytes and twelve more each, not a JS string.
import { grown } from './columns.ts';

const decoder = new TextDecoder();
const encoder = new TextEncoder();
const OFFSET_BASIS = 0x811c9dc5 | 0;
const PRIME = 16777619;

/** FNV-1a over bytes[from, to), as a signed 32-bit number. Readers that pass over the bytes anyway compute it as they go. */
export function hashBytes(bytes: Uint8Array, from: number, to: number): number {
  let hash = OFFSET_BASIS;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ (bytes[i] as number), PRIME);
  return hash;
}

/** Ids 0, 1, 2 … for distinct byte strings, in the order in which they were first seen. */
export class ByteStrings {
  count = 0;
  #pool = new Uint8Array(256);
  #used = 0;
  #ends = new Uint32Array(64);
  #hashes = new Uint32Array(64);
  #table = new Uint32Array(128);

  /** @returns the id of bytes[from, to) or -1. `hash` is its `hashBytes`. */
  find(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const table = this.#table;
    const mask = table.length - 1;
    for (let slot = spread(hash) & mask; ; slot = (slot + 1) & mask) {
      const entry = table[slot] as number;
      if (entry === 0) return -1;
      if (this.#equals(entry - 1, bytes, from, to)) return entry - 1;
    }
  }

  /** @returns the id of bytes[from, to), new or not. */
  intern(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const id = this.find(bytes, from, to, hash);
    return id >= 0 ? id : this.#add(bytes, from, to, hash);
  }

  internText(text: string): number {
    const bytes = encoder.encode(text);
    return this.intern(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  findText(text: string): number {
    const bytes = encoder.encode(text);
    return this.find(bytes, 0, bytes.length, hashBytes(bytes, 0, bytes.length));
  }

  text(id: number): string {
    return decoder.decode(this.#pool.subarray(this.#start(id), this.#ends[id]));
  }

  #start(id: number): number {
    return id === 0 ? 0 : (this.#ends[id - 1] as number);
  }

  #equals(id: number, bytes: Uint8Array, from: number, to: number): boolean {
    const start = this.#start(id);
    if ((this.#ends[id] as number) - start !== to - from) return false;
    const pool = this.#pool;
    for (let i = from, j = start; i < to; i++, j++) if (bytes[i] !== pool[j]) return false;
    return true;
  }

  #add(bytes: Uint8Array, from: number, to: number, hash: number): number {
    const needed = this.#used + (to - from);
    if (needed > this.#pool.length) this.#pool = grown(this.#pool, Math.max(needed, this.#pool.length * 2));
    for (let i = from, j = this.#used; i < to; i++, j++) this.#pool[j] = bytes[i] as number;
    if (this.count === this.#ends.length) {
      this.#ends = grown(this.#ends, this.count * 2);
      this.#hashes = grown(this.#hashes, this.count * 2);
    }
    const id = this.count++;
    this.#used = needed;
    this.#ends[id] = needed;
    this.#hashes[id] = hash;
    if (this.count * 2 > this.#table.length) this.#rehash();
    else this.#place(id, hash);
    return id;
  }

  #rehash(): void {
    this.#table = new Uint32Array(this.#table.length * 2);
    for (let id = 0; id < this.count; id++) this.#place(id, this.#hashes[id] as number);
  }

  #place(id: number, hash: number): void {
    const mask = this.#table.length - 1;
    let slot = spread(hash) & mask;
    while (this.#table[slot] !== 0) slot = (slot + 1) & mask;
    this.#table[slot] = id + 1;
  }
}

/** FNV's low bits are weak for short strings that differ in their last byte alone. */
const spread = (hash: number): number => Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 7;
