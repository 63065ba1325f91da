// Recorders write one line like the other: but for its numbers, names and free texts, a line is byte for byte one that came
// before. So a line is compared with a few that were scanned (harness/core/lines/line-scanner.ts): where it is like one of them,
// only what varies is looked at.
import { valueEnd } from '../json/json-ends.ts';
import { quotedEnd, startsWith } from '../json/literals.ts';
import { exampleOf, type LineExample, type LinePart } from './line-example.ts';
import { NAMED, NUMBER, OTHER, TEXT, TRANSACTION } from './line-fields.ts';
import type { LineFound } from './line-found.ts';
import type { LineValues } from './line-values.ts';

/** So many lines are compared with. */
const MOST = 16;
/** So many are learned at first, after that one for so many lines that were like one. Others are new in every line, and learned for nothing. */
const LEARNED_AT_ONCE = 1000;
const LIKE_PER_LEARNED = 256;
/** Where fewer than one line in nine is like one, in the long run, only each sixteenth is compared. */
const [FIT, MOST_WORTH, LEFT_OUT] = [8, 1000, 15] as const;

export class LineExamples {
  /** The one that the last line was like. */
  last: LineExample | null = null;
  readonly #found: LineFound;
  readonly #all: LineExample[] = [];
  #mayLearn = LEARNED_AT_ONCE;
  /** Falls by one with each line that is like none, and rises with each that is. */
  #worth = MOST_WORTH;
  /** So many lines are not compared. */
  #leftOut = 0;
  /** So many parts of the line are read, and where the next one begins. */
  #read = 0;
  #at = 0;

  constructor(found: LineFound) {
    this.#found = found;
  }

  /** @returns where the line ends that begins there, with its line end, if it is like one of these; else -1 */
  find(view: DataView, from: number): number {
    if (this.#leftOut > 0) {
      this.#leftOut--;
      return -1;
    }
    const example = this.#likeOf(view, from);
    if (example === null) {
      if (this.#worth > 0) this.#worth--;
      else this.#leftOut = LEFT_OUT;
      return -1;
    }
    if (this.#worth < MOST_WORTH) this.#worth += FIT;
    if (this.#mayLearn < LEARNED_AT_ONCE) this.#mayLearn += 1 / LIKE_PER_LEARNED;
    this.last = example;
    this.#found.restore(example.found);
    return this.#at;
  }

  #likeOf(view: DataView, from: number): LineExample | null {
    const { last } = this;
    this.#read = 0;
    this.#at = from;
    if (last === null || this.#isLike(last, view)) return last;
    let tried = last;
    for (const example of this.#all) {
      // What is read of one is not read again: those that begin alike have the same parts.
      const read = this.#read;
      if (example === last || (read > 0 && example.parts[read - 1] !== tried.parts[read - 1])) continue;
      if (this.#isLike(example, view)) {
        example.hits++;
        return example;
      }
      tried = example;
    }
    return null;
  }

  /** Goes on behind the parts that are read. */
  #isLike({ parts, rest }: LineExample, view: DataView): boolean {
    let at = this.#at;
    let read = this.#read;
    for (; read < parts.length; read++) {
      const part = parts[read] as LinePart;
      const end = startsWith(view, at, part.text) ? this.#valueEnd(part, view, at + part.text.length) : -1;
      if (end < 0) break;
      at = end;
    }
    this.#read = read;
    this.#at = at;
    if (read < parts.length || !startsWith(view, at, rest)) return false;
    this.#at = at + rest.length;
    return true;
  }

  #valueEnd({ field, is }: LinePart, view: DataView, at: number): number {
    const { names, starts } = this.#found;
    if (is === NUMBER) return this.#found.readNumber(field, view, at);
    if (is === NAMED) return names.read(field, view, at);
    if (field === OTHER) return valueEnd(view, at);
    if (is === TRANSACTION) return this.#found.transaction.scan(view, at);
    starts[field] = at;
    // What a list or an object holds is looked at by the rules in any case.
    return is === TEXT ? quotedEnd(view, at) : valueEnd(view, at);
  }

  /** Learns from the line between the two places, which was scanned. */
  learn(view: DataView, from: number, end: number, values: LineValues): void {
    if (this.#mayLearn < 1 || !values.isWhole) return;
    this.#mayLearn--;
    const example = exampleOf(view, from, end, values, this.#found, this.#all);
    if (this.#all.length < MOST) this.#all.push(example);
    else this.#replaceRarest(example);
    this.last = example;
  }

  #replaceRarest(example: LineExample): void {
    let rarest = 0;
    for (const [i, { hits }] of this.#all.entries()) if (hits < (this.#all[rarest] as LineExample).hits) rarest = i;
    for (const each of this.#all) each.hits >>= 1;
    this.#all[rarest] = example;
  }
}
