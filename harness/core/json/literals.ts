// Texts and plain numbers in the bytes of a file, compared and found in place.
import { characterEnd } from './utf8.ts';

const [MINUS, DOT, ZERO, NINE, QUOTE, BACKSLASH] = [0x2d, 0x2e, 0x30, 0x39, 0x22, 0x5c] as const;
const [TAB, RETURN, SPACE] = [0x09, 0x0d, 0x20] as const;
const [COMMA, COLON, OPEN_LIST, CLOSE_LIST] = [0x2c, 0x3a, 0x5b, 0x5d] as const;
const [FIRST_PRINTABLE, LAST_ASCII] = [0x20, 0x7f] as const;
const ENCODER = new TextEncoder();
const codesOf = (characters: string) => new Set([...characters].map((each) => each.charCodeAt(0)));
const ESCAPES = codesOf('"\\/bfnrtu');
const HEX = codesOf('0123456789abcdefABCDEF');
const LETTER_U = 0x75;

const WORD = 8;

/** A text that a line may hold. */
export interface Literal {
  length: number;
  /**
   * Eight bytes at a time, as numbers, which differ where the bytes do, but for zeros and NaN, and these are no bytes of a text. The last
   * one has the last eight bytes, some of which may be those of the one before as well.
   */
  words: Float64Array;
  /** All of them; one by one those of a text shorter than eight are looked at. */
  bytes: Uint8Array;
}

export function literalOf(text: string | Uint8Array): Literal {
  // A copy in any case: `slice` of a Buffer would be none.
  const bytes = typeof text === 'string' ? ENCODER.encode(text) : new Uint8Array(text);
  const { length } = bytes;
  const view = new DataView(bytes.buffer);
  const count = length < WORD ? 0 : Math.ceil(length / WORD);
  const words = Float64Array.from({ length: count }, (_, i) =>
    view.getFloat64(Math.min(WORD * i, length - WORD), true),
  );
  return { length, words, bytes };
}

export const isSameLiteral = (a: Literal, b: Literal): boolean =>
  a.length === b.length && a.bytes.every((byte, i) => byte === b.bytes[i]);

/** @returns whether the text is there. */
export function startsWith(view: DataView, at: number, { length, words, bytes }: Literal): boolean {
  const end = at + length;
  if (end > view.byteLength) return false;
  if (length < WORD) {
    for (let i = 0; i < length; i++) if (view.getUint8(at + i) !== bytes[i]) return false;
    return true;
  }
  const last = words.length - 1;
  for (let i = 0; i < last; i++) if (view.getFloat64(at + WORD * i, true) !== words[i]) return false;
  return view.getFloat64(end - WORD, true) === words[last];
}

/** @returns where the text that begins here has its closing quote; -1 when it is none that JSON takes, or no UTF-8. @param plain without escapes */
export function textEnd(view: DataView, from: number, plain: boolean): number {
  const limit = view.byteLength;
  for (let at = from; at < limit; at++) {
    const c = view.getUint8(at);
    if (c === QUOTE) return at;
    if (c < FIRST_PRINTABLE) return -1;
    if (c > LAST_ASCII) {
      const end = characterEnd(view, at);
      if (end < 0) return -1;
      at = end - 1;
    }
    if (c !== BACKSLASH) continue;
    if (plain || at + 5 >= limit) return -1;
    const escaped = view.getUint8(++at);
    if (!ESCAPES.has(escaped)) return -1;
    if (escaped === LETTER_U) for (let i = 0; i < 4; i++) if (!HEX.has(view.getUint8(++at))) return -1;
  }
  return -1;
}

/** @returns where a number without exponent ends; -1 when there is none. */
export function numberEnd(view: DataView, from: number): number {
  const limit = view.byteLength;
  let at = from;
  if (at < limit && view.getUint8(at) === MINUS) at++;
  const first = at;
  let point = -1;
  for (; at < limit; at++) {
    const c = view.getUint8(at);
    if (c === DOT && point < 0 && at > first) point = at;
    else if (c < ZERO || c > NINE) break;
  }
  const whole = (point < 0 ? at : point) - first;
  if (whole === 0 || point === at - 1) return -1;
  return whole > 1 && view.getUint8(first) === ZERO ? -1 : at;
}

/** @returns the byte there; -1 outside of the piece, and where nothing was found before. */
export const byteAt = (view: DataView, at: number): number =>
  at >= 0 && at < view.byteLength ? view.getUint8(at) : -1;

/** @returns the next place that is no blank; the end of a line is none here. */
export function afterBlanks(view: DataView, from: number): number {
  if (from < 0) return from;
  const limit = view.byteLength;
  let at = from;
  for (; at < limit; at++) {
    const c = view.getUint8(at);
    if (c !== SPACE && c !== TAB && c !== RETURN) break;
  }
  return at;
}

/** @returns whether a list begins here. */
export const isListAt = (view: DataView, at: number): boolean => byteAt(view, at) === OPEN_LIST;

/**
 * @param itemEnd where the item that begins there ends; -1 when it is none
 * @returns where the list that begins here ends; -1 when there is none
 */
export const listEnd = (view: DataView, from: number, itemEnd: (view: DataView, at: number) => number): number =>
  isListAt(view, from) ? itemsEnd(view, from, CLOSE_LIST, itemEnd) : -1;

/** The same of any items with commas between them, whose opening bracket is here. @param close the bracket behind them */
export function itemsEnd(
  view: DataView,
  from: number,
  close: number,
  itemEnd: (view: DataView, at: number) => number,
): number {
  let at = afterBlanks(view, from + 1);
  if (byteAt(view, at) === close) return at + 1;
  for (;;) {
    at = afterBlanks(view, itemEnd(view, at));
    const c = byteAt(view, at);
    if (c === close) return at + 1;
    if (c !== COMMA) return -1;
    at = afterBlanks(view, at + 1);
  }
}

/** @returns where the value of the key begins that ends there, with its quote; -1 where no colon is between them, or no key is there. */
export function valueStart(view: DataView, keyEnd: number): number {
  const colon = afterBlanks(view, keyEnd);
  return byteAt(view, colon) === COLON ? afterBlanks(view, colon + 1) : -1;
}

/** @returns where the text ends, with its quotes, that begins here; -1 when it is none that JSON takes. */
export function quotedEnd(view: DataView, at: number): number {
  const end = byteAt(view, at) === QUOTE ? textEnd(view, at + 1, false) : -1;
  return end < 0 ? -1 : end + 1;
}
