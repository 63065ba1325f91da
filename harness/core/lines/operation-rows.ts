// An operation whose fields were found in a line, by the rules of harness/core/history/history-schema.ts, as a row.

import { withNumber } from '../columns/whole-numbers.ts';
import {
  ADD,
  type History,
  OK,
  type Operations,
  READ,
  READ_ALL,
  READ_BALANCES,
  READ_LISTS,
  sumOf,
  TRANSFER,
  TXN,
  UNKNOWN,
} from '../history/history.ts';
import { FUNCTIONS } from '../history/history-format.ts';
import { isDuplicates, isValue } from '../history/history-schema.ts';
import { integerEnd } from '../json/decimals.ts';
import { listEnd } from '../json/literals.ts';
import { balanceSum } from './balances.ts';
import * as FIELD from './line-fields.ts';
import type { LineFound } from './line-found.ts';
import { WRONG } from './line-names.ts';
import { rangeListEnd } from './range-list.ts';

const { FALSE, LIST, NULL, NUMBER, OBJECT, TEXT, TRANSACTION, TRUE } = FIELD;
const { CODE, COMPLETED, DUPLICATES, EPOCH, ERROR, F, FINAL, INDEX, INVOKED, MESSAGE } = FIELD;
const { AMOUNT, FROM, TO, NODE, OUTCOME, POSITION, PROCESS, SCHEDULED, VALUE, VIA } = FIELD;

export class OperationRows {
  readonly #found: LineFound;
  readonly #ops: Operations;
  /** The number in the value; 0 where it has none. */
  #value = 0;

  constructor({ ops }: History, found: LineFound) {
    this.#found = found;
    this.#ops = ops;
  }

  /** @returns whether the rules take what was found; a final read of theirs must go the long way. */
  isAllowed(): boolean {
    const found = this.#found;
    const { is } = found;
    if (!found.isWord(F) || !found.isWord(OUTCOME)) return false;
    const f = found.words.found[F] as number;
    const outcome = found.words.found[OUTCOME] as number;
    const ok = outcome === OK;
    if (!found.isInteger(INDEX) || !found.isInteger(PROCESS) || !found.isName(VIA)) return false;
    if (is[SCHEDULED] !== NUMBER || is[INVOKED] !== NUMBER) return false;
    if (is[COMPLETED] !== NUMBER && !(is[COMPLETED] === NULL && outcome === UNKNOWN)) return false;
    if (!this.#isValue(f, ok)) return false;
    if (found.isAbsent(NODE) ? ok : !found.isName(NODE)) return false;
    if (found.isAbsent(EPOCH) ? ok && this.#isWrite(f) : !found.isName(EPOCH)) return false;
    if (!found.isAbsent(ERROR) && !(is[ERROR] === OBJECT && found.isName(CODE) && is[MESSAGE] === TEXT)) return false;
    if (!found.isAbsent(FINAL) && is[FINAL] !== FALSE && is[FINAL] !== TRUE) return false;
    if (is[FINAL] === TRUE && (f === READ_ALL || f === READ_LISTS)) return false;
    if (!found.isAbsent(POSITION) && is[POSITION] !== TEXT) return false;
    return found.isAbsent(DUPLICATES) || this.#isDuplicates(f);
  }

  /** @returns whether lines whose fields hold the same are allowed whatever their values are, but for what `isUsual` looks at. */
  get isPlain(): boolean {
    const f = this.#found.words.found[F] as number;
    return (f === ADD || f === READ) && this.#found.is[DUPLICATES] !== LIST;
  }

  /** @returns whether the values of such a line are. */
  isUsual(): boolean {
    const { is, numbers, names } = this.#found;
    this.#value = is[VALUE] === NUMBER ? (numbers[VALUE] as number) : 0;
    if (!Number.isInteger(numbers[INDEX]) || !Number.isInteger(numbers[PROCESS])) return false;
    if (is[VALUE] === NUMBER && !Number.isInteger(this.#value)) return false;
    return names.found[VIA] !== WRONG && (this.#found.isAbsent(EPOCH) || names.found[EPOCH] !== WRONG);
  }

  /** Adds what is allowed. @param line its number in the file */
  add(line: number): void {
    const found = this.#found;
    const { is, numbers, words } = found;
    const f = words.found[F] as number;
    const ops = this.#ops;
    const row = ops.newRow();
    ops.index = withNumber(ops.index, row, numbers[INDEX] as number);
    ops.value = withNumber(ops.value, row, this.#value);
    ops.scheduled[row] = numbers[SCHEDULED] as number;
    ops.invoked[row] = numbers[INVOKED] as number;
    ops.completed[row] = is[COMPLETED] === NUMBER ? (numbers[COMPLETED] as number) : Number.NaN;
    ops.line[row] = line;
    ops.f[row] = f;
    ops.via[row] = found.name(VIA);
    ops.outcome[row] = words.found[OUTCOME] as number;
    ops.write[row] = this.#isWrite(f) ? 1 : 0;
    ops.node[row] = found.name(NODE);
    ops.epoch[row] = found.name(EPOCH);
    // Most have none: memory that nobody writes to is not taken.
    if (is[ERROR] === OBJECT) ops.code[row] = found.name(CODE);
    if (f === TXN) this.#addAppends(row);
  }

  #isValue(f: number, ok: boolean): boolean {
    const found = this.#found;
    const { is, numbers, starts } = found;
    this.#value = 0;
    if (f === ADD) {
      this.#value = numbers[VALUE] as number;
      return found.isInteger(VALUE);
    }
    const holds = is[VALUE] as number;
    if (holds === NULL) return f === READ || (!ok && f !== TRANSFER && f !== TXN);
    const start = starts[VALUE] as number;
    if (f === TXN) {
      const isKnown = holds === TRANSACTION || (holds === LIST && found.transaction.scan(found.view, start) > 0);
      return isKnown && !(ok && found.transaction.hasNull);
    }
    if (f === READ_ALL) return holds === LIST && rangeListEnd(found.view, start) > 0;
    return holds === OBJECT && this.#isObject(f, ok, start);
  }

  #isObject(f: number, ok: boolean, start: number): boolean {
    const found = this.#found;
    // Its fields were found where the function is in front of the value; then nobody may know where the value itself begins.
    // (Where one is missing the line was refused when it was new: no other is like it.)
    if (f === TRANSFER && found.is[FROM] === TEXT) return found.is[TO] === TEXT && found.isInteger(AMOUNT);
    let sum = f === READ_BALANCES ? balanceSum(found.view, start) : Number.NaN;
    if (Number.isNaN(sum)) {
      const value = found.parsed(VALUE);
      if (!isValue(FUNCTIONS[f] as string, value, ok)) return false;
      if (f === READ_BALANCES && value !== null) sum = sumOf(value as Record<string, number>);
    }
    if (ok && f === READ_BALANCES) this.#value = sum;
    return true;
  }

  #isDuplicates(f: number): boolean {
    const found = this.#found;
    if (f !== READ_LISTS && listEnd(found.view, found.starts[DUPLICATES] as number, integerEnd) > 0) return true;
    return isDuplicates(FUNCTIONS[f] as string, found.parsed(DUPLICATES));
  }

  #isWrite(f: number): boolean {
    return f === ADD || f === TRANSFER || (f === TXN && this.#found.transaction.keys.length > 0);
  }

  #addAppends(row: number): void {
    const { keys, elements } = this.#found.transaction;
    for (let i = 0; i < keys.length; i++)
      this.#ops.appends.add(row, keys.values[i] as number, elements.values[i] as number);
  }
}
