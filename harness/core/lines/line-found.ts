// What was found in a line: of each field what it holds, and where.

import type { Engine } from '../history/history-format.ts';
import { readNumber } from '../json/decimals.ts';
import { parsed, valueEnd } from '../json/json-ends.ts';
import type { Names } from '../names/names.ts';
import { ABSENT, FIELDS, NAMED, NULL, NUMBER, TEXT } from './line-fields.ts';
import { LineNames, WRONG } from './line-names.ts';
import { LineWords } from './line-words.ts';
import { MicroOperations } from './micro-operations.ts';

const EIGHT = 8;

export class LineFound {
  /** What each field holds. */
  readonly is = new Uint8Array(FIELDS);
  /** Its number. */
  readonly numbers = new Float64Array(FIELDS);
  /** Where its value begins, a text with its quote. */
  readonly starts = new Uint32Array(FIELDS);
  readonly words = new LineWords();
  readonly names: LineNames;
  readonly transaction: MicroOperations;
  view: DataView = new DataView(new ArrayBuffer(0));
  /** `is`, eight fields at a time. */
  readonly #eight = new Float64Array(this.is.buffer);

  constructor(names: Names, engine: Engine) {
    this.names = new LineNames(names, engine);
    this.transaction = new MicroOperations((view, from, end) => names.idAt(view, from, end));
  }

  /** Another line: nothing is found yet. */
  clear(): void {
    for (let i = 0; i < FIELDS / EIGHT; i++) this.#eight[i] = 0;
  }

  /** @returns what the fields hold, and which words: for `restore` */
  saved(): { is: Float64Array; words: number } {
    return { is: this.#eight.slice(), words: this.words.all };
  }

  /** Another line holds the same; its numbers, names and places are put where they belong one by one. */
  restore({ is, words }: ReturnType<LineFound['saved']>): void {
    for (let i = 0; i < FIELDS / EIGHT; i++) this.#eight[i] = is[i] as number;
    this.words.all = words;
  }

  /** Reads the number of a field. @returns where it ends; -1 when there is none, or no finite one */
  readNumber(field: number, view: DataView, at: number): number {
    const end = readNumber(view, at, this.numbers, field);
    return Number.isFinite(this.numbers[field]) ? end : -1;
  }

  isAbsent(field: number): boolean {
    const is = this.is[field];
    return is === ABSENT || is === NULL;
  }

  isInteger(field: number): boolean {
    return this.is[field] === NUMBER && Number.isInteger(this.numbers[field]);
  }

  /** @returns whether the field holds one of its words. */
  isWord(field: number): boolean {
    return this.is[field] === TEXT && (this.words.found[field] as number) >= 0;
  }

  /** Reads the field's name, if that was put off since the line's type stands behind it. @returns whether it is one that may stand there */
  isName(field: number): boolean {
    if (this.is[field] === TEXT) {
      this.names.read(field, this.view, (this.starts[field] as number) + 1);
      this.is[field] = NAMED;
    }
    return this.is[field] === NAMED && this.names.found[field] !== WRONG;
  }

  /** @returns what the name of a field stands for; 0 where it has none */
  name(field: number): number {
    return this.is[field] === NAMED ? (this.names.found[field] as number) : 0;
  }

  /** @returns the field's value, as JSON.parse does */
  parsed(field: number): unknown {
    const from = this.starts[field] as number;
    return parsed(this.view, from, valueEnd(this.view, from));
  }
}
