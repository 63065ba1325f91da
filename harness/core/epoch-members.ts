// Where a Galera epoch, `<uuid>:<conf id>:<members>`, names its members: among the bytes, since there may be a million epochs, and
// a string of each takes longer than all else that is done with it.
import { isPlain } from './bytes.ts';
import { type Names, UNENCODABLE } from './names.ts';

const [COLON, MINUS, ZERO, NINE] = [0x3a, 0x2d, 0x30, 0x39] as const;
/** Of four bytes at once, as in `text-hash.ts`. */
const [COLONS, ONES, HIGHEST] = [0x3a3a3a3a, 0x01010101, 0x80808080 | 0] as const;

/** Epochs of one run are alike: most have the members of one of the last two. */
export class EpochMembers {
  /** Whether the epoch asked for last names its members in the same bytes as one of the two lists that were seen before it. */
  isSame = false;
  /** Which of the two lists of members seen last the epoch asked for has: 0 or 1. */
  list = 0;
  readonly #names: Names;
  /** Where the two lists begin and end. */
  readonly #from: [number, number] = [0, 0];
  readonly #until: [number, number] = [0, 0];

  constructor(names: Names) {
    this.#names = names;
  }

  /**
   * @returns where the members begin among the bytes of `names`, in an epoch that names them in plain characters; 0 where the text is
   * another one, or has to be looked at as a text
   */
  startOf(epoch: number): number {
    const names = this.#names;
    const { view } = names;
    const [start, end] = [names.startOf(epoch), names.endOf(epoch)];
    const colon = colonWithin(view, start, end);
    const isText = colon > start && view.getUint8(start) !== UNENCODABLE;
    const members = isText ? afterId(view, colon + 1, end) : 0;
    this.isSame = members > 0 && this.#isKnown(members, end);
    if (this.isSame) return members;
    if (members === 0 || !isPlain(view, members, end)) return 0;
    this.list = 1 - this.list;
    this.#from[this.list] = members;
    this.#until[this.list] = end;
    return members;
  }

  /** Finds the list among the two; that one is then the last. */
  #isKnown(members: number, end: number): boolean {
    for (let tried = 0; tried < 2; tried++) {
      const list = tried === 0 ? this.list : 1 - this.list;
      const length = (this.#until[list] as number) - (this.#from[list] as number);
      if (length !== end - members || !this.#names.isSame(members, this.#from[list] as number, length)) continue;
      this.list = list;
      return true;
    }
    return false;
  }
}

/** @returns the first colon; the end, where there is none. */
function colonWithin(view: DataView, from: number, end: number): number {
  let at = from;
  for (; at + 4 <= end; at += 4) {
    const other = view.getInt32(at) ^ COLONS;
    // One of the four bytes may be a colon.
    if (((other - ONES) & ~other & HIGHEST) !== 0) break;
  }
  while (at < end && view.getUint8(at) !== COLON) at++;
  return at;
}

/** @returns where the members begin, if an integer, a colon and one character at least are there; else 0 */
function afterId(view: DataView, from: number, end: number): number {
  if (from >= end) return 0;
  const id = view.getUint8(from) === MINUS ? from + 1 : from;
  let at = id;
  while (at < end && isDigit(view.getUint8(at))) at++;
  return at > id && at + 1 < end && view.getUint8(at) === COLON ? at + 1 : 0;
}

const isDigit = (c: number): boolean => c >= ZERO && c <= NINE;
