// The lists of a final `read-lists` in the bytes of its line, as columns: as JSON they would be a million numbers, each
// in a slot of its own, and twice that while they grow. Whatever is spelled in an unusual way is left to JSON.parse.
import { NumberPool, release } from '../columns/columns.ts';
import type { ListColumns } from '../columns/list-columns.ts';
import { readNumber } from '../json/decimals.ts';
import { byteAt, itemsEnd, listEnd, textEnd, valueStart } from '../json/literals.ts';

const [QUOTE, OPEN, CLOSE] = [0x22, 0x7b, 0x7d] as const;
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true });
/** Those stand before all others in an object, whatever the order of the text. */
const LIKE_AN_INDEX = /^\d+$/;

/** @returns the lists by key that begin here, and where they end; null where they are not plain lists of integers */
export function listsAt(view: DataView, from: number): { lists: ListColumns; end: number } | null {
  if (byteAt(view, from) !== OPEN) return null;
  const keys = new Set<string>();
  const ends = new NumberPool();
  const elements = new NumberPool();
  const number = new Float64Array(1);
  const integerEnd = (_: DataView, at: number): number => {
    const end = readNumber(view, at, number, 0);
    if (end < 0 || !Number.isInteger(number[0])) return -1;
    elements.push(number[0] as number);
    return end;
  };
  const pairEnd = (_: DataView, at: number): number => {
    const keyEnd = byteAt(view, at) === QUOTE ? textEnd(view, at + 1, true) : -1;
    if (keyEnd < 0) return -1;
    const key = DECODER.decode(new Uint8Array(view.buffer, view.byteOffset + at + 1, keyEnd - at - 1));
    if (keys.has(key) || LIKE_AN_INDEX.test(key)) return -1;
    keys.add(key);
    const end = listEnd(view, valueStart(view, keyEnd + 1), integerEnd);
    ends.push(elements.length);
    return end;
  };
  const end = itemsEnd(view, from, CLOSE, pairEnd);
  if (end < 0) return null;
  const lists = { keys: [...keys], ends: Uint32Array.from(ends.slice()), elements: elements.slice() };
  release(elements.values);
  return { lists, end };
}
