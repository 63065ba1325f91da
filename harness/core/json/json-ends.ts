// Where values of JSON end in the bytes of a file, whatever they are: those that nobody asks for are only looked at.
import { readNumber } from './decimals.ts';
import { byteAt, itemsEnd, type Literal, literalOf, quotedEnd, startsWith, valueStart } from './literals.ts';

const [QUOTE, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x22, 0x7b, 0x7d, 0x5b, 0x5d] as const;
const [LETTER_F, LETTER_N, LETTER_T] = [0x66, 0x6e, 0x74] as const;
const [FALSE, NULL, TRUE] = [literalOf('false'), literalOf('null'), literalOf('true')];
/** Objects and lists inside each other; deeper ones are left to JSON.parse. */
const MOST_DEEP = 100;

/** @returns where the value that begins there ends; -1 when there is none, or one for JSON.parse to look at. */
export function valueEnd(view: DataView, at: number): number {
  switch (byteAt(view, at)) {
    case QUOTE:
      return quotedEnd(view, at);
    case OPEN:
      return nestedEnd(view, at, CLOSE, pairEnd);
    case OPEN_LIST:
      return nestedEnd(view, at, CLOSE_LIST, valueEnd);
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

/** Objects and lists that are open. */
let deep = 0;

function nestedEnd(view: DataView, at: number, close: number, itemEnd: typeof valueEnd): number {
  if (deep === MOST_DEEP) return -1;
  deep++;
  const end = itemsEnd(view, at, close, itemEnd);
  deep--;
  return end;
}

function pairEnd(view: DataView, at: number): number {
  const start = valueStart(view, quotedEnd(view, at));
  return start < 0 ? -1 : valueEnd(view, start);
}

/** @returns what the JSON between the two places spells. */
export const parsed = (view: DataView, from: number, end: number): unknown =>
  JSON.parse(DECODER.decode(new Uint8Array(view.buffer, view.byteOffset + from, end - from)));

const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
