// Where a Galera epoch, `<uuid>:<conf id>:<members>`, names its members: among the bytes, since there may be a million epochs, and
// a string of each takes longer than all else that is done with it.
import type { Names } from './names.ts';

const [COLON, MINUS, ZERO, NINE] = [0x3a, 0x2d, 0x30, 0x39] as const;

/** Epochs of one run are alike: most have the uuid of the one that was asked for before, and the members of one of the last two. */
export class EpochMembers {
  /** Whether the epoch asked for last names its members in the same bytes as one of the two lists that were seen before it. */
  isSame = false;
  /** Which of the two lists of members seen last the epoch asked for has: 0 or 1. */
  list = 0;
  readonly #names: Names;
  /** Where the two lists begin and end. */
  readonly #from: [number, number] = [0, 0];
  readonly #until: [number, number] = [0, 0];
  /** Where the last uuid begins, and how long it is, with the colon. */
  #start = 0;
  #uuid = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /**
   * @returns where the members begin among the bytes of `names`, in an epoch of plain characters; 0 where the text is another
   * one, or has to be looked at as a text
   */
  startOf(epoch: number): number {
    const names = this.#names;
    const [start, end] = [names.startOf(epoch), names.endOf(epoch)];
    const uuid = this.#uuid;
    const isAlike = uuid > 0 && start + uuid <= end && names.isSame(start, this.#start, uuid);
    let members = isAlike ? this.#afterId(start + uuid, end) : 0;
    this.isSame = members > 0 && this.#isKnown(members, end);
    if (this.isSame) return members;
    if (!names.isPlain(epoch)) return 0;
    if (members === 0) {
      const { bytes } = names;
      let at = start;
      while (at < end && bytes[at] !== COLON) at++;
      members = at > start ? this.#afterId(at + 1, end) : 0;
      if (members === 0) return 0;
      this.#start = start;
      this.#uuid = at + 1 - start;
    }
    this.list = 1 - this.list;
    this.#from[this.list] = members;
    this.#until[this.list] = end;
    return members;
  }

  /** Finds the list among the two; that one is then the last. */
  #isKnown(members: number, end: number): boolean {
    for (const list of [this.list, 1 - this.list]) {
      const length = (this.#until[list] as number) - (this.#from[list] as number);
      if (length !== end - members || !this.#names.isSame(members, this.#from[list] as number, length)) continue;
      this.list = list;
      return true;
    }
    return false;
  }

  /** @returns where the members begin, if an integer, a colon and one character at least are there; else 0 */
  #afterId(from: number, end: number): number {
    const { bytes } = this.#names;
    const id = bytes[from] === MINUS ? from + 1 : from;
    let at = id;
    while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
    return at > id && at + 1 < end && bytes[at] === COLON ? at + 1 : 0;
  }
}
