// The keys of an object in the bytes of a file, found in place. Most lines have them in the order of the line before.
import { parsed } from '../json/json-ends.ts';
import { afterBlanks, byteAt, type Literal, literalOf, startsWith, textEnd } from '../json/literals.ts';
import { characterEnd } from '../json/utf8.ts';
import { FIELDS, type Keyed, OTHER } from './line-fields.ts';

const [QUOTE, BACKSLASH, COLON, SPACE, LAST_ASCII] = [0x22, 0x5c, 0x3a, 0x20, 0x7f] as const;
/** Before the first key. */
export const START = FIELDS + 1;
const SLOTS = 128;
const ENCODER = new TextEncoder();

export class LineKeys {
  /** Behind the colon of the key that was found last. */
  end = 0;
  readonly #fields: ReadonlyMap<string, number>;
  /** By hash of the key; `OTHER` is free. */
  readonly #slots = new Uint8Array(SLOTS).fill(OTHER);
  /** The key with its quotes, by field. */
  readonly #quoted: Literal[] = [];
  /** The same with a colon. */
  readonly #usual: Literal[] = [];
  /** Which key came behind a field the last time. */
  readonly #next = new Uint8Array(START + 1).fill(OTHER);

  /** @param keys a field for each */
  constructor(keys: Keyed) {
    this.#fields = new Map(Object.entries(keys));
    for (const [key, field] of this.#fields) {
      this.#quoted[field] = literalOf(`"${key}"`);
      this.#usual[field] = literalOf(`"${key}":`);
      let slot = ENCODER.encode(key).reduce(withByte, 0) % SLOTS;
      while (this.#slots[slot] !== OTHER) slot = (slot + 1) % SLOTS;
      this.#slots[slot] = field;
    }
  }

  /**
   * @param before the field in front of it
   * @returns the field of the key that begins there, `OTHER` where no rule asks for it; -1 where there is none
   */
  at(view: DataView, at: number, before: number): number {
    const likely = this.#next[before] as number;
    if (likely !== OTHER) {
      const usual = this.#usual[likely] as Literal;
      if (startsWith(view, at, usual)) {
        this.end = at + usual.length;
        return likely;
      }
    }
    const field = byteAt(view, at) === QUOTE ? this.#find(view, at) : -1;
    if (field < 0) return -1;
    this.#next[before] = field;
    const colon = afterBlanks(view, this.end);
    this.end = colon + 1;
    return byteAt(view, colon) === COLON ? field : -1;
  }

  /** Behind the key's closing quote is `end` now. */
  #find(view: DataView, from: number): number {
    const limit = view.byteLength;
    let hash = 0;
    let at = from + 1;
    for (; at < limit; at++) {
      const c = view.getUint8(at);
      if (c === QUOTE) break;
      if (c === BACKSLASH) return this.#escaped(view, from);
      if (c < SPACE) return -1;
      if (c > LAST_ASCII) {
        const end = characterEnd(view, at);
        if (end < 0) return -1;
        at = end - 1;
      } else hash = withByte(hash, c);
    }
    if (at >= limit) return -1;
    this.end = at + 1;
    for (let slot = hash % SLOTS; ; slot = (slot + 1) % SLOTS) {
      const field = this.#slots[slot] as number;
      if (field === OTHER || startsWith(view, from, this.#quoted[field] as Literal)) return field;
    }
  }

  /** An escape may spell a key otherwise. */
  #escaped(view: DataView, from: number): number {
    const end = textEnd(view, from + 1, false);
    if (end < 0) return -1;
    this.end = end + 1;
    return this.#fields.get(parsed(view, from, this.end) as string) ?? OTHER;
  }
}

const withByte = (hash: number, c: number): number => (hash * 5 + c) & 0xffff;
