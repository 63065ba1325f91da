// Where a Galera epoch, `<uuid>:<conf id>:<members>`, names its members: among the bytes, since there may be a million epochs, and
// a string of each takes longer than all else that is done with it.

import { withPlace } from '../columns/columns.ts';
import { isDigit, isPlain } from '../json/bytes.ts';
import { type Names, UNENCODABLE } from '../names/names.ts';
import { OncePer } from './once-per.ts';

const [COLON, MINUS] = [0x3a, 0x2d] as const;
/** Of four bytes at once, as in `text-hash.ts`. */
const [COLONS, ONES, HIGHEST] = [0x3a3a3a3a, 0x01010101, 0x80808080 | 0] as const;

/** Of an epoch whose list of members has no number: another one that has the same is not known. */
const OWN = 255;

/** Of the same names once: who reads them has looked at each epoch already. */
export const epochMembersOf = (names: Names): EpochMembers => MEMBERS.of(names);

const MEMBERS = new OncePer((names: Names) => new EpochMembers(names));

/** Epochs of one run are alike: most have the members of one of the last two. */
export class EpochMembers {
  readonly #names: Names;
  /** Of the two lists of members seen last: their numbers, where they begin and where they end; and which was the last. */
  readonly #numbers: [number, number] = [0, 0];
  readonly #from: [number, number] = [0, 0];
  readonly #until: [number, number] = [0, 0];
  #last: 0 | 1 = 0;
  /** Of the first lists, by their numbers, 1, 2, 3 …: the epoch that named it first. */
  readonly #firsts: number[] = [0];
  /** By id of an epoch: the number of its list, or `OWN`; 0 where nobody looked, or it has to be looked at as a text. */
  #lists: Uint8Array;

  constructor(names: Names) {
    this.#names = names;
    this.#lists = new Uint8Array(names.room);
  }

  /** @returns whether it is an epoch that names its members in plain characters: of others the text tells */
  has(name: number): boolean {
    return (this.#lists[name] ?? 0) > 0 || this.startOf(name) > 0;
  }

  /**
   * @returns where the members begin among the bytes of `names`, in an epoch that names them in plain characters; 0 where the text is
   * another one, or has to be looked at as a text
   */
  startOf(epoch: number): number {
    const end = this.#names.endOf(epoch);
    const members = this.#placeIn(epoch, end);
    // It was looked at: no more than the place is asked for.
    if (members === 0 || (this.#lists[epoch] ?? 0) > 0) return members;
    if (!this.#isKnown(members, end)) {
      if (!isPlain(this.#names.view, members, end)) return 0;
      this.#last = this.#last === 0 ? 1 : 0;
      this.#numbers[this.#last] = this.#firsts.length < OWN ? this.#firsts.push(epoch) - 1 : OWN;
      this.#from[this.#last] = members;
      this.#until[this.#last] = end;
    }
    this.#lists = withPlace(this.#lists, epoch);
    this.#lists[epoch] = this.#numbers[this.#last];
    return members;
  }

  /** @returns where the members begin, be they in plain characters or not; 0 where there are none */
  #placeIn(epoch: number, end: number): number {
    const { view } = this.#names;
    const start = this.#names.startOf(epoch);
    const colon = colonWithin(view, start, end);
    return colon > start && view.getUint8(start) !== UNENCODABLE ? afterId(view, colon + 1, end) : 0;
  }

  /** @returns an epoch, the same one for many, that names its members in the same bytes: this one where no other is known to. */
  alike(epoch: number): number {
    if (!this.has(epoch)) return epoch;
    const list = this.#lists[epoch] as number;
    return list === OWN ? epoch : (this.#firsts[list] as number);
  }

  /** Finds the list among the two; that one is then the last. */
  #isKnown(members: number, end: number): boolean {
    for (let tried = 0; tried < 2; tried++) {
      const list = tried === 0 ? this.#last : this.#last === 0 ? 1 : 0;
      const length = this.#until[list] - this.#from[list];
      if (length !== end - members || !this.#names.isSame(members, this.#from[list], length)) continue;
      this.#last = list;
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
