// The ranges of a final `read-all` in the bytes of its line, as columns. Whatever is spelled in an unusual way is left to JSON.parse.
import { NumberPool, release } from '../columns/columns.ts';
import type { RangeColumns } from '../columns/ranges.ts';
import { readNumber } from '../json/decimals.ts';
import { afterBlanks, byteAt } from '../json/literals.ts';

const [COMMA, OPEN_LIST, CLOSE_LIST] = [0x2c, 0x5b, 0x5d] as const;

/** @returns the ranges that begin here, and where they end; null where they are not plain, ascending ranges of integers */
export function rangesAt(view: DataView, from: number): { ranges: RangeColumns; end: number } | null {
  const [first, last] = [new NumberPool(), new NumberPool()];
  const range = new Float64Array(2);
  let at = afterBlanks(view, from + 1);
  if (byteAt(view, from) !== OPEN_LIST) return null;
  let before = Number.NEGATIVE_INFINITY;
  while (byteAt(view, at) === OPEN_LIST) {
    const start = afterBlanks(view, at + 1);
    const startEnd = readNumber(view, start, range, 0);
    if (startEnd < 0 || byteAt(view, afterBlanks(view, startEnd)) !== COMMA) return null;
    const end = afterBlanks(view, afterBlanks(view, startEnd) + 1);
    const endEnd = readNumber(view, end, range, 1);
    if (endEnd < 0 || byteAt(view, afterBlanks(view, endEnd)) !== CLOSE_LIST) return null;
    const [low, high] = range as unknown as [number, number];
    if (!Number.isInteger(low) || !Number.isInteger(high) || low > high || low <= before) return null;
    first.push(low);
    last.push(high);
    before = high;
    at = afterBlanks(view, afterBlanks(view, endEnd) + 1);
    if (byteAt(view, at) !== COMMA) break;
    at = afterBlanks(view, at + 1);
    if (byteAt(view, at) !== OPEN_LIST) return null;
  }
  if (byteAt(view, at) !== CLOSE_LIST) return null;
  const ranges = { first: first.slice(), last: last.slice() };
  release(first.values, last.values);
  return { ranges, end: at + 1 };
}
