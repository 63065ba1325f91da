// Takes a line of JSON apart into what recurs and what varies: the texts between the values that differ from line to
// line, and the fields these values belong to.
import { type Literal, literalOf } from './literals.ts';

/** How a field inside an object is called here: no key of JSON holds a bare line end. */
const inside = (outer: string, name: string): string => `${outer}\n${name}`;

/**
 * What varies, and where it is collected: numbers first, then texts. `AMOUNT`: a number inside the value. `OTHER` and
 * `TEXT`: any number, any text. Lists last: `LIST` is the value of a `txn` as a whole, `RANGES`
 * that of a `read-all`, `TARGETS` are those of a fault.
 */
export const [INDEX, PROCESS, VALUE, AMOUNT, SCHEDULED, INVOKED, COMPLETED, ASKED, AT, OTHER] = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
] as const;
export const [NODE, EPOCH, CODE, VIA, TEXT, LIST, RANGES, TARGETS] = [10, 11, 12, 13, 14, 15, 16, 17] as const;

type Fields = Record<string, number>;
const NUMBERS: Fields = {
  ...{ index: INDEX, process: PROCESS, value: VALUE, scheduledAtMs: SCHEDULED, invokedAtMs: INVOKED },
  ...{ completedAtMs: COMPLETED, askedAtMs: ASKED, atMs: AT },
};
const TEXTS: Fields = { node: NODE, epoch: EPOCH, [inside('error', 'code')]: CODE, via: VIA };
/** A fault lasts as an operation does, and its name is collected where that of a node is. */
const FAULT_NUMBERS: Fields = { injectedAtMs: INVOKED, healedAtMs: COMPLETED, [inside('expectedRtoMs', 'min')]: VALUE };
const FAULT_TEXTS: Fields = { name: NODE };
const fieldIn = (fields: Fields, key: string, other: number): number =>
  Object.hasOwn(fields, key) ? (fields[key] as number) : other;
const numberField = (kind: Kind, key: string): number => {
  if (kind === 'fault') return fieldIn(FAULT_NUMBERS, key, OTHER);
  return key.startsWith(inside('value', '')) ? AMOUNT : fieldIn(NUMBERS, key, OTHER);
};
const textField = (kind: Kind, key: string): number => fieldIn(kind === 'fault' ? FAULT_TEXTS : TEXTS, key, TEXT);
/** Words of few kinds, on which depends what else there is: they stay in the texts that recur. */
const WORDS = ['type', 'f', 'outcome', 'role'];

const [QUOTE, BACKSLASH, COLON, COMMA, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  0x22, 0x5c, 0x3a, 0x2c, 0x7b, 0x7d, 0x5b, 0x5d,
] as const;

/** Lines that come a million times. */
export type Kind = 'op' | 'observation' | 'fault';

export interface Part {
  text: Literal;
  /** Of the value behind the text; -1 at the end of the line. */
  field: number;
}

/**
 * @param bytes a line that JSON.parse takes, with its newline
 * @param listField of its value, where that is a list that varies
 * @returns null where nothing is to be learned from it
 */
export function partsOf(bytes: Uint8Array, kind: Kind, listField?: number): Part[] | null {
  const listKey = kind === 'fault' ? 'targets' : 'value';
  const parts: Part[] = [];
  const keys = new Set<string>();
  /** The keys on the way to the object that this place is in. */
  const path: string[] = [];
  let [from, lists, key] = [0, 0, ''];
  let isValue = false;
  let list = -1;
  const cut = (at: number, end: number, field: number) => {
    parts.push({ text: literalOf(bytes.subarray(from, at)), field });
    from = end;
  };
  for (let at = 0; at < bytes.length; at++) {
    const c = bytes[at] as number;
    if (c === QUOTE) {
      const start = at + 1;
      for (at++; bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      if (lists > 0) continue;
      if (isValue) {
        if (!WORDS.includes(key)) cut(start, at, textField(kind, key));
        continue;
      }
      key = [...path, latin1(bytes, start, at)].reduce(inside);
      // Of two fields with one name the last counts, and an escape may spell a name otherwise: that is not for templates.
      if (keys.has(key) || key.includes('\\')) return null;
      keys.add(key);
    } else if (c === OPEN_LIST) {
      if (lists++ === 0) list = at;
    } else if (c === CLOSE_LIST) {
      if (--lists === 0 && listField !== undefined && key === listKey) cut(list, at + 1, listField);
    } else if (lists > 0) continue;
    else if (c === OPEN) {
      if (isValue) path.push(key.slice(key.lastIndexOf('\n') + 1));
      isValue = false;
    } else if (c === CLOSE) path.pop();
    else if (c === COLON) isValue = true;
    else if (c === COMMA) isValue = false;
    else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      const start = at;
      while (/[-+.eE\d]/.test(String.fromCharCode(bytes[at + 1] as number))) at++;
      cut(start, at + 1, numberField(kind, key));
    }
  }
  cut(bytes.length, bytes.length, -1);
  return parts;
}

function latin1(bytes: Uint8Array, from: number, end: number): string {
  let text = '';
  for (let at = from; at < end; at++) text += String.fromCharCode(bytes[at] as number);
  return text;
}
