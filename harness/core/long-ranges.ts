// A final read of half a million ranges is one line of megabytes: as JSON it would be half a million little lists. Its
// ranges are read from the bytes into columns, and only what is around them is left to JSON.parse.
import { NumberPool, release } from './columns.ts';
import { numberAt } from './decimals.ts';
import { numberEnd } from './literals.ts';
import type { RangeColumns } from './ranges.ts';

const [QUOTE, BACKSLASH, COLON, COMMA, SPACE] = [0x22, 0x5c, 0x3a, 0x2c, 0x20] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

export interface Cut {
  /** The line with `[]` in the place of its ranges. */
  rest: Uint8Array;
  ranges: RangeColumns;
}

/** @returns the line without the ranges that are its `value`; null where they are not plain, ascending ranges of integers. */
export function cutRanges(line: Uint8Array): Cut | null {
  const view = new DataView(line.buffer, line.byteOffset, line.byteLength);
  let cut: Cut | null = null;
  let [depth, stringFrom, stringTo] = [0, 0, 0];
  for (let at = 0; at < line.length; at++) {
    const c = line[at];
    if (c === QUOTE) {
      stringFrom = at + 1;
      for (at++; at < line.length && line[at] !== QUOTE; at++) if (line[at] === BACKSLASH) at++;
      stringTo = at;
    } else if (c === OPEN || c === OPEN_LIST) depth++;
    else if (c === CLOSE || c === CLOSE_LIST) depth--;
    else if (c === COLON && depth === 1) {
      const key = String.fromCharCode(...line.subarray(stringFrom, Math.min(stringTo, stringFrom + 20)));
      // A name with an escape may be `value` in another spelling.
      if (key.includes('\\')) return null;
      if (key !== 'value') continue;
      const found: ReturnType<typeof rangesAt> = cut === null ? rangesAt(view, skipped(view, at + 1)) : null;
      if (found === null) return null;
      cut = { rest: joined(line.subarray(0, at + 1), line.subarray(found.end)), ranges: found.ranges };
      at = found.end - 1;
    }
  }
  return cut;
}

function rangesAt(view: DataView, from: number): { ranges: RangeColumns; end: number } | null {
  const [first, last] = [new NumberPool(), new NumberPool()];
  let at = skipped(view, from + 1);
  if (byteAt(view, from) !== OPEN_LIST) return null;
  let before = Number.NEGATIVE_INFINITY;
  while (byteAt(view, at) === OPEN_LIST) {
    const start = skipped(view, at + 1);
    const startEnd = numberEnd(view, start);
    if (startEnd < 0 || byteAt(view, skipped(view, startEnd)) !== COMMA) return null;
    const end = skipped(view, skipped(view, startEnd) + 1);
    const endEnd = numberEnd(view, end);
    if (endEnd < 0 || byteAt(view, skipped(view, endEnd)) !== CLOSE_LIST) return null;
    const [low, high] = [numberAt(view, start, startEnd), numberAt(view, end, endEnd)];
    if (!Number.isInteger(low) || !Number.isInteger(high) || low > high || low <= before) return null;
    first.push(low);
    last.push(high);
    before = high;
    at = skipped(view, skipped(view, endEnd) + 1);
    if (byteAt(view, at) !== COMMA) break;
    at = skipped(view, at + 1);
    if (byteAt(view, at) !== OPEN_LIST) return null;
  }
  if (byteAt(view, at) !== CLOSE_LIST) return null;
  const ranges = { first: first.slice(), last: last.slice() };
  release(first.values, last.values);
  return { ranges, end: at + 1 };
}

const byteAt = (view: DataView, at: number): number => (at < view.byteLength ? view.getUint8(at) : -1);

function skipped(view: DataView, from: number): number {
  let at = from;
  while (byteAt(view, at) === SPACE) at++;
  return at;
}

function joined(before: Uint8Array, after: Uint8Array): Uint8Array {
  const rest = new Uint8Array(before.length + 2 + after.length);
  rest.set(before);
  rest.set([OPEN_LIST, CLOSE_LIST], before.length);
  rest.set(after, before.length + 2);
  return rest;
}
