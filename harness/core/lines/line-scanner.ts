// Finds the fields of a line in the bytes of a file, whatever their order, the blanks between them and what else there is.
import { TRANSFER, TXN } from '../history/history.ts';
import { valueEnd } from '../json/json-ends.ts';
import { afterBlanks, byteAt, quotedEnd } from '../json/literals.ts';
import * as FIELD from './line-fields.ts';
import type { LineFound } from './line-found.ts';
import { LineKeys, START } from './line-keys.ts';
import { LineValues } from './line-values.ts';

const { OTHER, ABSENT, FALSE, LIST, NAMED, NULL, NUMBER, OBJECT, TEXT, TRANSACTION, TRUE } = FIELD;
const { OPERATION_NAMES, EPOCH, ERROR, EXPECTED_RTO, F, FINAL, NAME, NODE, ROLE, TYPE, VALUE } = FIELD;
const [NEWLINE, SPACE, QUOTE, COMMA, OPEN, CLOSE] = [0x0a, 0x20, 0x22, 0x2c, 0x7b, 0x7d] as const;
const NINE = 0x39;
/** What a value holds, by its first byte. */
const HOLDS = new Uint8Array(256);
for (const [first, holds] of Object.entries({ '{': OBJECT, '[': LIST, n: NULL, t: TRUE, f: FALSE }))
  HOLDS[first.charCodeAt(0)] = holds;
/** Which names the rules ask for, by the line's type. Others may be new in every line, and nobody's. */
const NAMES_OF = [OPERATION_NAMES, [NODE, EPOCH], [NAME], [NAME]].map((names) =>
  names.reduce((all, name) => all | (1 << name), 0),
);

export class LineScanner {
  readonly #found: LineFound;
  readonly #keys = new LineKeys(FIELD.LINE);
  readonly #errorKeys = new LineKeys(FIELD.IN_ERROR);
  readonly #transferKeys = new LineKeys(FIELD.IN_TRANSFER);
  readonly #rtoKeys = new LineKeys(FIELD.IN_RTO);
  /** The values that were found, in their order. */
  readonly values = new LineValues();

  constructor(found: LineFound) {
    this.#found = found;
  }

  /** @returns where the line ends that begins there, with its line end; -1 where it must go the long way. @param view ends with a line end */
  scan(view: DataView, from: number): number {
    this.#found.clear();
    this.values.count = 0;
    const end = afterBlanks(view, this.#object(view, afterBlanks(view, from), this.#keys));
    return byteAt(view, end) === NEWLINE ? end + 1 : -1;
  }

  #object(view: DataView, from: number, keys: LineKeys): number {
    if (view.getUint8(from) !== OPEN) return -1;
    const { is } = this.#found;
    let at = afterBlanks(view, from + 1);
    if (view.getUint8(at) === CLOSE) return at + 1;
    for (let before: number = START; ; ) {
      const field = keys.at(view, at, before);
      if (field < 0) return -1;
      before = field;
      at = keys.end;
      if (view.getUint8(at) <= SPACE) at = afterBlanks(view, at);
      const start = at;
      if (field === OTHER) at = valueEnd(view, at);
      // Of two fields with one name the last counts: that is not for here.
      else at = is[field] === ABSENT ? this.#valueEnd(field, view, at) : -1;
      if (at < 0) return -1;
      this.values.add(field, start, at);
      let c = view.getUint8(at);
      if (c <= SPACE) {
        at = afterBlanks(view, at);
        c = view.getUint8(at);
      }
      if (c === CLOSE) return at + 1;
      if (c !== COMMA) return -1;
      at++;
      if (view.getUint8(at) <= SPACE) at = afterBlanks(view, at);
    }
  }

  /** @returns where the value ends that begins there; -1 where it is none of JSON, or no finite number */
  #valueEnd(field: number, view: DataView, at: number): number {
    const { is, starts, words } = this.#found;
    starts[field] = at;
    const c = view.getUint8(at);
    if (c === QUOTE) return this.#textEnd(field, view, at);
    if (c <= NINE) {
      is[field] = NUMBER;
      return this.#found.readNumber(field, view, at);
    }
    // A final read may be megabytes long, and goes the long way anyhow.
    if (field === VALUE && is[FINAL] === TRUE) return -1;
    is[field] = HOLDS[c] as number;
    if (field === ERROR && c === OPEN) return this.#object(view, at, this.#errorKeys);
    if (field === EXPECTED_RTO && c === OPEN) return this.#object(view, at, this.#rtoKeys);
    if (field === VALUE && is[F] === TEXT) {
      if (words.found[F] === TRANSFER && c === OPEN) return this.#object(view, at, this.#transferKeys);
      if (words.found[F] === TXN) return this.#transactionEnd(view, at);
    }
    return valueEnd(view, at);
  }

  #transactionEnd(view: DataView, at: number): number {
    const end = this.#found.transaction.scan(view, at);
    if (end < 0) return valueEnd(view, at);
    this.#found.is[VALUE] = TRANSACTION;
    return end;
  }

  #textEnd(field: number, view: DataView, at: number): number {
    const { is, words, names } = this.#found;
    is[field] = TEXT;
    if (field > NAME) return quotedEnd(view, at);
    if (field <= ROLE) return words.read(field, view, at);
    const asked = is[TYPE] === TEXT ? (NAMES_OF[words.found[TYPE] as number] ?? 0) : 0;
    if ((asked & (1 << field)) === 0) return quotedEnd(view, at);
    is[field] = NAMED;
    return names.read(field, view, at + 1);
  }
}
