// Where a Galera epoch, `<uuid>:<conf id>:<members>`, names its members: among the bytes, since there may be a million epochs, and
// a string of each takes longer than all else that is done with it.
import type { Names } from './names.ts';

const [COLON, MINUS, ZERO, NINE] = [0x3a, 0x2d, 0x30, 0x39] as const;

/** Epochs of one run are alike: most have the uuid and the members of the one that was asked for before. */
export class EpochMembers {
  /** Whether the epoch asked for last names its members in the same bytes as the one before. */
  isSame = false;
  readonly #names: Names;
  /** Of the last one that was plain: where it begins, its members do, and it ends; and how long its uuid is, with the colon. */
  #start = 0;
  #members = 0;
  #end = 0;
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
    const members = isAlike ? this.#afterId(start + uuid, end) : 0;
    this.isSame = members > 0 && this.#hasSameMembers(members, end);
    if (this.isSame) return this.#keep(start, uuid, members, end);
    if (!names.isPlain(epoch)) return 0;
    if (members > 0) return this.#keep(start, uuid, members, end);
    const { bytes } = names;
    let at = start;
    while (at < end && bytes[at] !== COLON) at++;
    if (at === start) return 0;
    const found = this.#afterId(at + 1, end);
    return found > 0 ? this.#keep(start, at + 1 - start, found, end) : 0;
  }

  #hasSameMembers(members: number, end: number): boolean {
    const length = end - members;
    return length === this.#end - this.#members && this.#names.isSame(members, this.#members, length);
  }

  /** @returns where the members begin, if an integer, a colon and one character at least are there; else 0 */
  #afterId(from: number, end: number): number {
    const { bytes } = this.#names;
    const id = bytes[from] === MINUS ? from + 1 : from;
    let at = id;
    while (at < end && (bytes[at] as number) >= ZERO && (bytes[at] as number) <= NINE) at++;
    return at > id && at + 1 < end && bytes[at] === COLON ? at + 1 : 0;
  }

  #keep(start: number, uuid: number, members: number, end: number): number {
    this.#start = start;
    this.#uuid = uuid;
    this.#members = members;
    this.#end = end;
    return members;
  }
}
