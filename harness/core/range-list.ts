// The ranges of a `read-all` that is no final read, in the bytes of a file: nobody asks what they are, only whether they
// are ranges as the rules have them. Whatever might not be is left to JSON.parse and the rules.
import { numberAt } from './decimals.ts';
import { afterSpaces, byteAt, numberEnd } from './literals.ts';

const [COMMA, OPEN, CLOSE] = [0x2c, 0x5b, 0x5d] as const;

/** @returns where the list of ranges that begins here ends; -1 when it must go the long way */
export function rangeListEnd(view: DataView, from: number): number {
  if (byteAt(view, from) !== OPEN) return -1;
  let at = afterSpaces(view, from + 1);
  if (byteAt(view, at) === CLOSE) return at + 1;
  let before = Number.NEGATIVE_INFINITY;
  for (;;) {
    if (byteAt(view, at) !== OPEN) return -1;
    const firstAt = afterSpaces(view, at + 1);
    const firstEnd = numberEnd(view, firstAt);
    const comma = afterSpaces(view, firstEnd);
    if (byteAt(view, comma) !== COMMA) return -1;
    const lastAt = afterSpaces(view, comma + 1);
    const lastEnd = numberEnd(view, lastAt);
    const close = afterSpaces(view, lastEnd);
    if (byteAt(view, close) !== CLOSE) return -1;
    const [first, last] = [numberAt(view, firstAt, firstEnd), numberAt(view, lastAt, lastEnd)];
    if (!Number.isInteger(first) || !Number.isInteger(last) || first > last || first <= before) return -1;
    before = last;
    at = afterSpaces(view, close + 1);
    if (byteAt(view, at) === CLOSE) return at + 1;
    if (byteAt(view, at) !== COMMA) return -1;
    at = afterSpaces(view, at + 1);
  }
}
