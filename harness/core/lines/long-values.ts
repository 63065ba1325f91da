// A final read of half a million ranges, or of lists of a million elements, is one line of megabytes: as JSON it would be
// half a million little lists. They are read from the bytes into columns, and only what is around them is left to JSON.parse.
import type { ListColumns } from '../columns/list-columns.ts';
import type { RangeColumns } from '../columns/ranges.ts';
import { afterBlanks, byteAt } from '../json/literals.ts';
import { listsAt } from './long-lists.ts';
import { rangesAt } from './long-ranges.ts';

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a] as const;
const [OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d] as const;

export interface Cut {
  /** The line with `[]` or `{}` in the place of its value. */
  rest: Uint8Array;
  /** The function whose value it can be, and the value. */
  f: 'read-all' | 'read-lists';
  value: RangeColumns | ListColumns;
}

/** @returns the line without its `value`; null where that is neither plain, ascending ranges of integers nor plain lists of them. */
export function cutValue(line: Uint8Array): Cut | null {
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
      const found = cut === null ? valueAt(view, afterBlanks(view, at + 1)) : null;
      if (found === null) return null;
      cut = cutOut(line, at + 1, found);
      at = found.end - 1;
    }
  }
  return cut;
}

type Found = Pick<Cut, 'f' | 'value'> & { end: number };

function valueAt(view: DataView, from: number): Found | null {
  if (byteAt(view, from) === OPEN_LIST) {
    const found = rangesAt(view, from);
    return found && { f: 'read-all', value: found.ranges, end: found.end };
  }
  const found = listsAt(view, from);
  return found && { f: 'read-lists', value: found.lists, end: found.end };
}

function cutOut(line: Uint8Array, from: number, { f, value, end }: Found): Cut {
  return { rest: joined(line.subarray(0, from), f === 'read-lists' ? '{}' : '[]', line.subarray(end)), f, value };
}

function joined(before: Uint8Array, empty: string, after: Uint8Array): Uint8Array {
  const rest = new Uint8Array(before.length + empty.length + after.length);
  rest.set(before);
  new TextEncoder().encodeInto(empty, rest.subarray(before.length));
  rest.set(after, before.length + empty.length);
  return rest;
}
