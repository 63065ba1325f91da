// Texts of JSON with escapes, spelled out in UTF-8: names with escapes may be new in every line, and a string of each takes longer.
const [BACKSLASH, LETTER_U] = [0x5c, 0x75] as const;
/** What the letter behind a backslash stands for, where that is one byte. */
const MEANING = new Uint8Array(256);
for (const [letter, meaning] of Object.entries({
  ...{ '"': '"', '\\': '\\', '/': '/', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' },
}))
  MEANING[letter.charCodeAt(0)] = meaning.charCodeAt(0);
/** Of `\uXXXX`, with the backslash. */
const UNIT_BYTES = 6;
const [HIGH, LOW, END] = [0xd800, 0xdc00, 0xe000] as const;
/** The first one that takes two surrogates, and the bits of each. */
const [SUPPLEMENTARY, HALF_BITS] = [0x10000, 10] as const;
/** What the first byte of UTF-8 says: how many are behind it. */
const LEADS = [0, 0xc0, 0xe0, 0xf0] as const;

export class Unescaped {
  /** The text spelled out last: its first `length` bytes. */
  view = new DataView(new ArrayBuffer(256));
  length = 0;

  /**
   * Spells out the text between the two places, which `textEnd` found.
   * @returns whether UTF-8 has bytes for it: half of a surrogate pair has none
   */
  spell(view: DataView, from: number, end: number): boolean {
    // No escape is shorter than what it stands for.
    if (end - from > this.view.byteLength) this.view = new DataView(new ArrayBuffer(2 * (end - from)));
    this.length = 0;
    for (let at = from; at < end; ) {
      const c = view.getUint8(at);
      if (c !== BACKSLASH) {
        this.#put(c);
        at++;
        continue;
      }
      const letter = view.getUint8(at + 1);
      if (letter !== LETTER_U) {
        this.#put(MEANING[letter] as number);
        at += 2;
        continue;
      }
      let point = unitAt(view, at);
      at += UNIT_BYTES;
      if (point >= HIGH && point < END) {
        const low =
          at < end && view.getUint8(at) === BACKSLASH && view.getUint8(at + 1) === LETTER_U ? unitAt(view, at) : 0;
        if (point >= LOW || low < LOW || low >= END) return false;
        point = SUPPLEMENTARY + ((point - HIGH) << HALF_BITS) + low - LOW;
        at += UNIT_BYTES;
      }
      this.#putPoint(point);
    }
    return true;
  }

  #put(byte: number): void {
    this.view.setUint8(this.length++, byte);
  }

  /** A code point as the Encoding Standard spells it in UTF-8. */
  #putPoint(point: number): void {
    const more = point < 0x80 ? 0 : point < 0x800 ? 1 : point < SUPPLEMENTARY ? 2 : 3;
    this.#put((LEADS[more] as number) | (point >> (6 * more)));
    for (let i = more - 1; i >= 0; i--) this.#put(0x80 | ((point >> (6 * i)) & 0x3f));
  }
}

/** @returns the UTF-16 code unit whose escape begins there */
function unitAt(view: DataView, at: number): number {
  let unit = 0;
  for (let i = at + 2; i < at + UNIT_BYTES; i++) unit = (unit << 4) | digitOf(view.getUint8(i));
  return unit;
}

/** The value of a hexadecimal digit: letters, small and capital, differ from their value by the same in the last four bits. */
const digitOf = (c: number): number => (c & 0x0f) + (c >> 6) * 9;
