// The value of a `txn` in the bytes of a file: what it appends is read in place, its reads are only looked at. Whatever
// is spelled in an unusual way, or might break a rule, is left to JSON.parse and the rules.
import { NumberPool } from '../columns/columns.ts';
import { afterBlanks, byteAt, isListAt, listEnd, literalOf, startsWith, textEnd } from '../json/literals.ts';

const [MINUS, ZERO, NINE, QUOTE, COMMA, CLOSE] = [0x2d, 0x30, 0x39, 0x22, 0x2c, 0x5d] as const;
const [APPEND, READ, NULL] = [literalOf('"append",'), literalOf('"r",'), literalOf('null')];
/** So many digits are an exact integer, whatever they are. */
const EXACT_DIGITS = 15;
const NOTHING = -1;

export class MicroOperations {
  readonly #idOf: (view: DataView, from: number, end: number) => number;
  /** What the transaction appends: ids of keys, and elements. */
  readonly keys = new NumberPool();
  readonly elements = new NumberPool();
  /** Whether a read has no list: the rules take that unless the outcome is `ok`. */
  hasNull = false;
  #integer = 0;

  /** @param idOf the id of the key between the two places */
  constructor(idOf: (view: DataView, from: number, end: number) => number) {
    this.#idOf = idOf;
  }

  /** @returns where the list that begins here ends; -1 when it must go the long way */
  scan(view: DataView, from: number): number {
    this.keys.length = 0;
    this.elements.length = 0;
    this.hasNull = false;
    return listEnd(view, from, this.#one);
  }

  /** One `["append", key, integer]` or `["r", key, list]`. */
  readonly #one = (view: DataView, from: number): number => {
    if (!isListAt(view, from)) return NOTHING;
    const word = afterBlanks(view, from + 1);
    const isAppend = startsWith(view, word, APPEND);
    if (!isAppend && !startsWith(view, word, READ)) return NOTHING;
    const key = afterBlanks(view, word + (isAppend ? APPEND : READ).length);
    if (byteAt(view, key) !== QUOTE) return NOTHING;
    const keyEnd = textEnd(view, key + 1, true);
    if (keyEnd < 0) return NOTHING;
    let at = afterBlanks(view, keyEnd + 1);
    if (byteAt(view, at) !== COMMA) return NOTHING;
    at = afterBlanks(view, at + 1);
    at = isAppend ? this.#readInteger(view, at) : this.#readList(view, at);
    at = afterBlanks(view, at);
    if (byteAt(view, at) !== CLOSE) return NOTHING;
    if (isAppend) {
      this.keys.push(this.#idOf(view, key + 1, keyEnd));
      this.elements.push(this.#integer);
    }
    return at + 1;
  };

  #readList(view: DataView, from: number): number {
    if (startsWith(view, from, NULL)) {
      this.hasNull = true;
      return from + NULL.length;
    }
    return listEnd(view, from, this.#readInteger);
  }

  /** Without point, exponent or a minus before 0, and exact. */
  readonly #readInteger = (view: DataView, from: number): number => {
    const first = byteAt(view, from) === MINUS ? from + 1 : from;
    let [at, size] = [first, 0];
    for (const limit = view.byteLength; at < limit; at++) {
      const c = view.getUint8(at);
      if (c < ZERO || c > NINE) break;
      size = size * 10 + c - ZERO;
    }
    const digits = at - first;
    if (digits === 0 || digits > EXACT_DIGITS) return NOTHING;
    if (byteAt(view, first) === ZERO && (digits > 1 || first > from)) return NOTHING;
    this.#integer = first > from ? -size : size;
    return at;
  };
}
