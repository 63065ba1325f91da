// The words of few kinds that lines have: each is compared with the one of the line before first.
import { FUNCTIONS, OUTCOMES, ROLES } from '../history/history-format.ts';
import { type Literal, literalOf, quotedEnd, startsWith } from '../json/literals.ts';
import { F, OUTCOME, ROLE, TYPE } from './line-fields.ts';

export const [OPERATION, OBSERVATION, FAULT, MARK] = [0, 1, 2, 3] as const;
const WORDS: Literal[][] = [];
WORDS[TYPE] = literals(['op', 'observation', 'fault', 'mark']);
WORDS[F] = literals(FUNCTIONS);
WORDS[OUTCOME] = literals(OUTCOMES);
WORDS[ROLE] = literals(ROLES);

export class LineWords {
  /** Which of its words each field holds, as a place in its list; -1: another one. */
  readonly found = new Int8Array(WORDS.length);
  readonly #all = new Int32Array(this.found.buffer);

  /** @returns where the word ends, with its quotes, that begins there; -1 where it is no text */
  read(field: number, view: DataView, at: number): number {
    const words = WORDS[field] as Literal[];
    const last = words[this.found[field] as number];
    if (last !== undefined && startsWith(view, at, last)) return at + last.length;
    const place = words.findIndex((word) => startsWith(view, at, word));
    this.found[field] = place;
    return place < 0 ? quotedEnd(view, at) : at + (words[place] as Literal).length;
  }

  /** All words as one number. */
  get all(): number {
    return this.#all[0] as number;
  }

  set all(words: number) {
    this.#all[0] = words;
  }
}

function literals(words: readonly string[]): Literal[] {
  return words.map((word) => literalOf(JSON.stringify(word)));
}
