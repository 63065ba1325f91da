// Hashes of texts in a file's bytes, and the end of a text found on the way: a name that is new in every line is looked at once.
const [QUOTE, BACKSLASH, SPACE] = [0x22, 0x5c, 0x20] as const;
const SEED = 0x811c9dc5;
// Of four bytes at once, as in Sean Eron Anderson's "Bit Twiddling Hacks" ("Determine if a word has a zero byte", "... less than n").
const [ONES, HIGHEST] = [0x01010101, 0x80808080 | 0] as const;
const [ABOVE_QUOTES, BACKSLASHES] = [0x23232323, 0x5c5c5c5c] as const;

/**
 * Of four bytes at a time, but for the last ones, and these as FNV-1: names that differ in their last letter alone, as counted ones
 * do, have slots side by side, in one line of cache.
 */
export function hashOf(view: DataView, from: number, end: number): number {
  let hash = SEED;
  let at = from;
  for (; at + 4 < end; at += 4) hash = withWord(hash, view.getInt32(at));
  for (; at < end; at++) hash = withByte(hash, view.getUint8(at));
  return ended(hash);
}

function withWord(hash: number, word: number): number {
  const product = Math.imul(hash ^ word, 0x9e3779b1);
  return product ^ (product >>> 15);
}

const withByte = (hash: number, byte: number): number => Math.imul(hash, 0x01000193) ^ byte;

const ended = (hash: number): number => hash ^ (hash >>> 15);

/** A text as it stands in JSON, without escapes. */
export class BareText {
  /** Where the closing quote is of the text copied last. */
  end = 0;
  /** As `hashOf` its bytes. */
  hash = 0;
  /** Whether it is one of ASCII characters alone. */
  isAscii = false;

  /**
   * Copies the text that begins there, looking at each of its bytes once. What is copied behind its end, or of what is no such text, has
   * no meaning.
   * @param into has room for all bytes from there on
   * @returns whether a text without escapes begins there and is closed.
   */
  copy(view: DataView, from: number, into: DataView, to: number): boolean {
    const limit = view.byteLength;
    const moved = to - from;
    let hash = SEED;
    let before = SEED;
    let all = 0;
    let at = from;
    for (; at + 4 <= limit; at += 4) {
      const word = view.getInt32(at);
      if (hasOther(word) && !isBare(view, at)) break;
      into.setInt32(at + moved, word);
      all |= word;
      before = hash;
      hash = withWord(hash, word);
    }
    // The last bytes go one by one, as in `hashOf`.
    if (at > from && at < limit && view.getUint8(at) === QUOTE) {
      hash = before;
      at -= 4;
    }
    for (; at < limit; at++) {
      const c = view.getUint8(at);
      if (c === QUOTE) {
        this.end = at;
        this.hash = ended(hash);
        this.isAscii = (all & HIGHEST) === 0;
        return true;
      }
      if (c < SPACE || c === BACKSLASH) return false;
      into.setUint8(at + moved, c);
      all |= c;
      hash = withByte(hash, c);
    }
    return false;
  }
}

/** @returns whether one of the four bytes may be a quote, a backslash or a control character; a space and `!` are taken for one. */
function hasOther(word: number): boolean {
  const escaped = word ^ BACKSLASHES;
  return ((((word - ABOVE_QUOTES) & ~word) | ((escaped - ONES) & ~escaped)) & HIGHEST) !== 0;
}

/** @returns whether none of the four bytes is. */
function isBare(view: DataView, at: number): boolean {
  for (let i = at; i < at + 4; i++) {
    const c = view.getUint8(i);
    if (c < SPACE || c === QUOTE || c === BACKSLASH) return false;
  }
  return true;
}
