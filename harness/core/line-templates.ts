// The quick way for the lines that come a million times. Recorders write one line like the other: but for its numbers,
// names and free texts, a line is byte for byte one that came before. So a line that went the long way, through JSON.parse
// and all rules, is learned as a template; of a line that fits one, only what varies is looked at.
import { readNumber } from './decimals.ts';
import type { Faults } from './faults.ts';
import { ADD, type History, OK, type Operations, READ, READ_ALL, READ_BALANCES, TRANSFER, TXN } from './history.ts';
import { LineNames } from './line-names.ts';
import {
  AMOUNT,
  ASKED,
  AT,
  CODE,
  COMPLETED,
  EPOCH,
  INDEX,
  INVOKED,
  type Kind,
  LIST,
  NODE,
  OTHER,
  PROCESS,
  partsOf,
  RANGES,
  SCHEDULED,
  TARGETS,
  TEXT,
  VALUE,
  VIA,
} from './line-parts.ts';
import { addPath, type Ending, type Place, stepAt } from './line-tree.ts';
import { listEnd, quotedEnd, textEnd } from './literals.ts';
import { MicroOperations } from './micro-operations.ts';
import type { Observations } from './observations.ts';
import { rangeListEnd } from './range-list.ts';

/**
 * So many lines are learned at first; after that one for so many that fitted, and in a row again at most so many. Lines that are each
 * new in their own way, spaced at random for instance, would make a tree of millions of texts that nobody needs.
 */
const LEARNED_AT_ONCE = 1000;
const FITTED_PER_LEARNED = 256;
/** Where fewer than one line in nine fits, in the long run, only each sixteenth is held against the templates. */
const [FIT, MOST_WORTH, LEFT_OUT] = [8, 1000, 15] as const;
/** Functions whose values are numbers, objects of numbers, what a transaction did, and ranges. */
const LEARNED: readonly number[] = [ADD, TXN, READ, TRANSFER, READ_BALANCES, READ_ALL];
const LISTS = new Map<number, number>([
  [TXN, LIST],
  [READ_ALL, RANGES],
]);

export class LineTemplates {
  readonly #ops: Operations;
  readonly #observations: Observations;
  readonly #faults: Faults;
  readonly #start: Place = { steps: [], last: 0 };
  /** What was found in the line, by field: numbers, ids of names, codes. */
  readonly #found = new Float64Array(TEXT + 1);
  readonly #lineNames: LineNames;
  readonly #txn: MicroOperations;
  /** Falls by one with each line that fits none, and rises with each that does. */
  #worth = MOST_WORTH;
  /** So many lines are not held against the templates. */
  #leftOut = 0;
  /** Lines that may be learned. */
  #mayLearn = LEARNED_AT_ONCE;

  constructor({ run, names, ops, observations, faults }: History) {
    this.#ops = ops;
    this.#observations = observations;
    this.#faults = faults;
    this.#lineNames = new LineNames(names, run.engine);
    this.#txn = new MicroOperations((view, keyFrom, end) => names.idAt(view, keyFrom, end));
  }

  /**
   * Takes the line that begins at `from`, if it fits a template.
   * @param line its number in the file
   * @returns where the next line begins; -1, and nothing is taken, when it must go the long way
   */
  take(bytes: DataView, from: number, line: number): number {
    if (this.#leftOut > 0) {
      this.#leftOut--;
      return -1;
    }
    const end = this.#fit(bytes, from, line);
    if (end >= 0) {
      if (this.#worth < MOST_WORTH) this.#worth += FIT;
    } else if (this.#worth > 0) this.#worth--;
    else this.#leftOut = LEFT_OUT;
    return end;
  }

  #fit(bytes: DataView, from: number, line: number): number {
    const found = this.#found;
    found[VALUE] = Number.NaN;
    found[COMPLETED] = Number.NaN;
    found[AMOUNT] = 0;
    found[NODE] = 0;
    found[EPOCH] = 0;
    found[CODE] = 0;
    let place = this.#start;
    let at = from;
    for (;;) {
      const step = stepAt(place, bytes, at);
      if (step === null) return -1;
      at += step.text.length;
      if (step.next === null) return this.#add(step.end, line) ? at : -1;
      const { field } = step;
      if (field <= OTHER) at = this.#number(field, bytes, at);
      else if (field <= TEXT) at = this.#text(field, bytes, at);
      else at = this.#list(field, bytes, at);
      if (at < 0) return -1;
      place = step.next;
    }
  }

  /** There are no more lines. */
  release(): void {
    this.#lineNames.release();
  }

  /** @returns where the number ends; -1 when there is none */
  #number(field: number, bytes: DataView, at: number): number {
    const before = this.#found[AMOUNT] as number;
    const end = readNumber(bytes, at, this.#found, field);
    if (end < 0) return -1;
    if (field === AMOUNT) return this.#addAmount(before) ? end : -1;
    return Number.isFinite(this.#found[field] as number) ? end : -1;
  }

  /** @returns false when the sum would not be exact, whatever the order. */
  #addAmount(before: number): boolean {
    const amount = this.#found[AMOUNT] as number;
    const sum = before + amount;
    this.#found[AMOUNT] = sum;
    return Number.isInteger(amount) && Number.isSafeInteger(sum);
  }

  /** @returns where the text ends; -1 when there is none, or a wrong one */
  #text(field: number, bytes: DataView, at: number): number {
    if (field === TEXT) return textEnd(bytes, at, false);
    return this.#lineNames.take(field, bytes, at, this.#found);
  }

  /** @returns where the list ends; -1 when there is none, or a wrong one */
  #list(field: number, bytes: DataView, at: number): number {
    if (field === LIST) return this.#txn.scan(bytes, at);
    return field === TARGETS ? listEnd(bytes, at, quotedEnd) : rangeListEnd(bytes, at);
  }

  /** @returns false when a number breaks a rule; the rest is as it was in the line that was learned. */
  #add({ kind, likeRow }: Ending, line: number): boolean {
    if (this.#mayLearn < LEARNED_AT_ONCE) this.#mayLearn += 1 / FITTED_PER_LEARNED;
    if (kind === 'op') return this.#addOperation(likeRow, line);
    if (kind === 'fault') this.#addFault(likeRow);
    else this.#addObservation(likeRow);
    return true;
  }

  #addOperation(like: number, line: number): boolean {
    const found = this.#found;
    const value = found[VALUE] as number;
    if (!Number.isInteger(found[INDEX]) || !Number.isInteger(found[PROCESS])) return false;
    if (!(Number.isNaN(value) || Number.isInteger(value))) return false;
    const ops = this.#ops;
    const isTxn = ops.f[like] === TXN;
    if (isTxn && !this.#isTxnAllowed(ops.outcome[like] === OK)) return false;
    const isSum = ops.f[like] === READ_BALANCES && ops.outcome[like] === OK;
    const row = ops.newRow();
    ops.index[row] = found[INDEX] as number;
    ops.value[row] = isSum ? (found[AMOUNT] as number) : value;
    ops.scheduled[row] = found[SCHEDULED] as number;
    ops.invoked[row] = found[INVOKED] as number;
    ops.completed[row] = found[COMPLETED] as number;
    ops.line[row] = line;
    ops.f[row] = ops.f[like] as number;
    ops.via[row] = found[VIA] as number;
    ops.outcome[row] = ops.outcome[like] as number;
    ops.write[row] = isTxn ? this.#addAppends(row) : (ops.write[like] as number);
    ops.node[row] = found[NODE] as number;
    ops.epoch[row] = found[EPOCH] as number;
    ops.code[row] = found[CODE] as number;
    return true;
  }

  /** Only what was acknowledged must show the lists that it read, and only a write its epoch. */
  #isTxnAllowed(ok: boolean): boolean {
    return !ok || (!this.#txn.hasNull && (this.#txn.keys.length === 0 || this.#found[EPOCH] !== 0));
  }

  /** @returns 1 where there are any: then the transaction is a write. */
  #addAppends(row: number): number {
    const { keys, elements } = this.#txn;
    for (let i = 0; i < keys.length; i++)
      this.#ops.appends.add(row, keys.values[i] as number, elements.values[i] as number);
    return keys.length > 0 ? 1 : 0;
  }

  #addObservation(like: number): void {
    const found = this.#found;
    const seen = this.#observations;
    const row = seen.newRow();
    seen.asked[row] = found[ASKED] as number;
    seen.at[row] = found[AT] as number;
    seen.node[row] = found[NODE] as number;
    seen.epoch[row] = found[EPOCH] as number;
    seen.role[row] = seen.role[like] as number;
    seen.writable[row] = seen.writable[like] as number;
  }

  #addFault(like: number): void {
    const [found, faults] = [this.#found, this.#faults];
    const isFree = Number.isNaN(faults.leastRto[like] as number);
    const row = faults.newRow();
    faults.injected[row] = found[INVOKED] as number;
    faults.healed[row] = found[COMPLETED] as number;
    // It may be there and not count: so it was in the other line.
    faults.leastRto[row] = isFree ? Number.NaN : (found[VALUE] as number);
    faults.name[row] = found[NODE] as number;
    faults.tookEffect[row] = faults.tookEffect[like] as number;
  }

  /**
   * Learns from a line, with its newline, that the rules have accepted and that became the last row of its kind.
   * @param isFinal a read whose ranges are kept: such lines are read one by one
   */
  learn(bytes: Uint8Array, kind: Kind, isFinal: boolean): void {
    const likeRow = { op: this.#ops, observation: this.#observations, fault: this.#faults }[kind].length - 1;
    const f = kind === 'op' ? (this.#ops.f[likeRow] as number) : null;
    if (f !== null && (!LEARNED.includes(f) || (f === READ_ALL && isFinal))) return;
    if (this.#mayLearn < 1) return;
    this.#mayLearn--;
    const parts = partsOf(bytes, kind, kind === 'fault' ? TARGETS : f === null ? undefined : LISTS.get(f));
    if (parts === null) return;
    addPath(this.#start, parts, { kind, likeRow });
  }
}
