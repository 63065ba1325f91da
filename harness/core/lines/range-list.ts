// The ranges of a `read-all` that is no final read, in the bytes of a file: nobody asks what they are, only whether they
// are ranges as the rules have them. Whatever might not be is left to JSON.parse and the rules.
import { numberAt } from '../json/decimals.ts';
import { afterBlanks, byteAt, isListAt, listEnd, numberEnd } from '../json/literals.ts';

const [COMMA, CLOSE] = [0x2c, 0x5d] as const;

/** @returns where the list of ranges that begins here ends; -1 when it must go the long way */
export function rangeListEnd(view: DataView, from: number): number {
  before = Number.NEGATIVE_INFINITY;
  return listEnd(view, from, rangeEnd);
}

/** Where the range before it ended. */
let before = Number.NEGATIVE_INFINITY;

function rangeEnd(view: DataView, at: number): number {
  if (!isListAt(view, at)) return -1;
  const firstAt = afterBlanks(view, at + 1);
  const firstEnd = numberEnd(view, firstAt);
  const comma = afterBlanks(view, firstEnd);
  if (byteAt(view, comma) !== COMMA) return -1;
  const lastAt = afterBlanks(view, comma + 1);
  const lastEnd = numberEnd(view, lastAt);
  const close = afterBlanks(view, lastEnd);
  if (byteAt(view, close) !== CLOSE) return -1;
  const [first, last] = [numberAt(view, firstAt, firstEnd), numberAt(view, lastAt, lastEnd)];
  if (!Number.isInteger(first) || !Number.isInteger(last) || first > last || first <= before) return -1;
  before = last;
  return close + 1;
}
