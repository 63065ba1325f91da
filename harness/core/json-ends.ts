// Where values of JSON end in the bytes of a file, whatever they are: those that nobody asks for are only looked at.
import { readNumber } from './decimals.ts';
import { afterBlanks, byteAt, type Literal, literalOf, quotedEnd, startsWith } from './literals.ts';

const [QUOTE, COMMA, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x2c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d] as const;
const [LETTER_F, LETTER_N, LETTER_T] = [0x66, 0x6e, 0x74] as const;
const [FALSE, NULL, TRUE] = [literalOf('false'), literalOf('null'), literalOf('true')];
/** Objects and lists inside each other; deeper ones are left to JSON.parse. */
const MOST_DEEP = 100;

/** @returns where the value that begins there ends; -1 when there is none, or one for JSON.parse to look at. */
export function valueEnd(view: DataView, at: number, deep = 0): number {
  switch (byteAt(view, at)) {
    case QUOTE:
      return quotedEnd(view, at);
    case OPEN:
      return deep < MOST_DEEP ? objectEnd(view, at, deep + 1) : -1;
    case OPEN_LIST:
      return deep < MOST_DEEP ? listEnd(view, at, deep + 1) : -1;
    case LETTER_N:
      return wordEnd(view, at, NULL);
    case LETTER_T:
      return wordEnd(view, at, TRUE);
    case LETTER_F:
      return wordEnd(view, at, FALSE);
    default:
      return readNumber(view, at, ANY, 0);
  }
}

const ANY = new Float64Array(1);

const wordEnd = (view: DataView, at: number, literal: Literal): number =>
  startsWith(view, at, literal) ? at + literal.length : -1;

function objectEnd(view: DataView, from: number, deep: number): number {
  let at = afterBlanks(view, from + 1);
  if (byteAt(view, at) === CLOSE) return at + 1;
  for (;;) {
    const colon = afterBlanks(view, quotedEnd(view, at));
    if (byteAt(view, colon) !== COLON) return -1;
    at = afterBlanks(view, valueEnd(view, afterBlanks(view, colon + 1), deep));
    const c = byteAt(view, at);
    if (c === CLOSE) return at + 1;
    if (c !== COMMA) return -1;
    at = afterBlanks(view, at + 1);
  }
}

function listEnd(view: DataView, from: number, deep: number): number {
  let at = afterBlanks(view, from + 1);
  if (byteAt(view, at) === CLOSE_LIST) return at + 1;
  for (;;) {
    at = afterBlanks(view, valueEnd(view, at, deep));
    const c = byteAt(view, at);
    if (c === CLOSE_LIST) return at + 1;
    if (c !== COMMA) return -1;
    at = afterBlanks(view, at + 1);
  }
}
