// Reads a history from its bytes, piece by piece: splits lines, validates each, keeps what the checkers need.

import { release, rowsHolding } from '../columns/columns.ts';
import { mayHoldDoubles } from '../columns/doubles.ts';
import { ascendingOrder } from '../columns/sort.ts';
import { numbersAt, type WholeNumbers } from '../columns/whole-numbers.ts';
import { UsageError } from '../errors.ts';
import { wrongInCheckers, wrongInTwin } from '../history/checker-rules.ts';
import { oneSpelling } from '../history/epoch-spelling.ts';
import { ADD, addOperation, emptyHistory, type History, type Operations } from '../history/history.ts';
import type { FaultLine, MarkLine, ObservationLine, OpLine, RestoreLine, RunLine } from '../history/history-format.ts';
import { isObject, lineRules, wrongInEnd, wrongInRun } from '../history/history-schema.ts';
import { restoreOf } from '../history/restore.ts';
import { NameSet } from '../names/name-set.ts';
import { type Cut, cutValue } from './long-values.ts';
import { QuickLines } from './quick-lines.ts';

const NEWLINE = 0x0a;
/** From here on it pays to look for ranges and lists before JSON.parse does. */
const LONG_BYTES = 1 << 16;
/** A byte order mark is no JSON, and is not dropped silently; nor is a byte that is no UTF-8 taken for another one. */
const DECODER = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });

export class HistoryReader {
  #file: string;
  readonly #bytes: number;
  /** The pieces of a line whose end is still to come. */
  #rest: Uint8Array[] = [];
  /** Lines of the file, blank ones included: what an editor shows. */
  #line = 0;
  /** Lines that count: blank ones do not. */
  #count = 0;
  #history: History | null = null;
  #rules: ReturnType<typeof lineRules> = {};
  #quick: QuickLines | null = null;
  #end: number | null = null;
  readonly #restores = new NameSet();

  /** @param file named in errors @param bytes how long it is, where that is known */
  constructor(file: string, bytes = 0) {
    this.#file = file;
    this.#bytes = bytes;
  }

  /** Takes the next piece of the file; its memory may be used again afterwards. @throws UsageError naming line and field */
  push(piece: Uint8Array): void {
    const whole = piece.lastIndexOf(NEWLINE) + 1;
    const view = new DataView(piece.buffer, piece.byteOffset, whole);
    let from = 0;
    while (from < piece.length) {
      const isQuick = from < whole && this.#rest.length === 0 && this.#end === null;
      const next = isQuick ? (this.#quick?.take(view, from, this.#line + 1) ?? -1) : -1;
      if (next >= 0) {
        this.#line++;
        this.#count++;
        from = next;
        continue;
      }
      const end = piece.indexOf(NEWLINE, from) + 1;
      if (end === 0) break;
      const line = piece.subarray(from, end);
      this.#take(this.#rest.length === 0 ? line : joined([...this.#rest, line]), true);
      this.#rest = [];
      from = end;
    }
    // A copy in any case: `slice` of a Buffer would be none.
    if (from < piece.length) this.#rest.push(new Uint8Array(piece.subarray(from)));
  }

  /** The text is over. @returns the history. @throws UsageError naming line and field */
  finish(): History {
    const cut = this.#rest.length > 0 && !this.#take(joined(this.#rest), false);
    const history = this.#history;
    if (!history) throw new UsageError(`${this.#file}:1: type: the file is empty; the first line must be the run line`);
    this.#quick?.release();
    this.#quick = null;
    history.names.settle();
    history.incomplete = cut || this.#end === null || this.#end !== this.#count;
    this.#refuseDoubles(history);
    history.ops.forgetLines();
    // The file may have any order.
    history.ops.sortByTime();
    history.observations.sortByTime();
    return history;
  }

  /** @returns false when the line is broken and its end is missing, as a killed harness leaves it. */
  #take(line: Uint8Array, terminated: boolean): boolean {
    this.#line++;
    let cut = line.length > LONG_BYTES ? cutValue(line) : null;
    const text = textOf(cut?.rest ?? line);
    if (text !== null && /^[ \t\r\n]*$/.test(text)) return true;
    if (this.#end !== null) this.#fail('type', 'a line after the end line');
    const json = text === null ? undefined : jsonIn(text);
    if (json === undefined) {
      if (!terminated && this.#history) return false;
      this.#fail('JSON', `the line is no ${text === null ? 'UTF-8' : 'JSON'}`);
    }
    if (!isObject(json)) this.#fail('JSON', 'the line is no object');
    let fields = json;
    if (cut && (fields.type === 'restore' ? 'read-all' : fields.f) !== cut.f) {
      fields = JSON.parse(DECODER.decode(line)) as Record<string, unknown>;
      cut = null;
    }
    this.#count++;
    if (!this.#history) this.#begin(fields);
    else this.#add(this.#history, fields, cut?.value);
    return true;
  }

  #begin(fields: Record<string, unknown>): void {
    if (fields.type !== 'run') this.#fail('type', 'the first line must be the run line');
    const wrong = wrongInRun(fields);
    if (wrong) this.#fail(wrong, 'missing or wrong');
    const run = fields as unknown as RunLine;
    const inCheckers = wrongInCheckers(run.checkers, run.engine) ?? wrongInTwin(run);
    if (inCheckers) throw new UsageError(`${this.#file}:${this.#line}: ${inCheckers}`);
    this.#history = emptyHistory(run, this.#bytes);
    this.#rules = lineRules(run.engine);
    this.#quick = new QuickLines(this.#history);
  }

  #add(history: History, fields: Record<string, unknown>, value?: Cut['value']): void {
    const type = fields.type;
    const rules = typeof type === 'string' && Object.hasOwn(this.#rules, type) ? this.#rules[type] : undefined;
    if (type === 'end') {
      if (wrongInEnd(fields)) this.#fail('lines', 'missing or wrong');
      this.#end = fields.lines as number;
      return;
    }
    if (!rules) this.#fail('type', 'missing or not a word of the format');
    const wrong = rules(fields);
    if (wrong) this.#fail(wrong, 'missing or wrong');
    if (typeof fields.epoch === 'string') fields.epoch = oneSpelling(fields.epoch, history.run.engine);
    const line: unknown = value ? { ...fields, value } : fields;
    if (type === 'op') addOperation(history, line as OpLine, this.#line);
    else if (type === 'observation') history.observations.add(line as ObservationLine, history.names);
    else if (type === 'fault') history.faults.add(line as FaultLine, history.names);
    else if (type === 'mark') this.#addMark(history, line as MarkLine);
    else this.#addRestore(history, line as RestoreLine);
  }

  #addMark({ marks, names }: History, { name, invokedAtMs, completedAtMs, barrier }: MarkLine): void {
    if (!marks.add(names.id(name), invokedAtMs, completedAtMs, barrier === true))
      this.#fail('name', 'another mark has this name');
  }

  #addRestore({ names, restores }: History, line: RestoreLine): void {
    const restore = restoreOf(line, names);
    if (!this.#restores.add(restore.name)) this.#fail('name', 'another restore has this name');
    restores.push(restore);
  }

  #refuseDoubles({ ops }: History): void {
    this.#refuseDouble('index', ops, ops.index.subarray(0, ops.length), null);
    const adds = rowsHolding(ops.f, ADD, ops.length);
    this.#refuseDouble('value', ops, ops.value, adds);
    release(adds);
  }

  /** @param rows of the keys; null: all of them */
  #refuseDouble(field: string, { line }: Operations, keys: WholeNumbers, rows: Uint32Array | null): void {
    if (!mayHoldDoubles(keys, rows)) return;
    const among = numbersAt(keys, rows);
    const order = ascendingOrder(among);
    const lineOf = (place: number) => line[rows ? (rows[place] as number) : place] as number;
    for (let i = 1; i < order.length; i++) {
      const [one, two] = [order[i - 1] as number, order[i] as number];
      if (among[one] !== among[two]) continue;
      this.#line = lineOf(two);
      this.#fail(field, `${among[two]} is also in line ${lineOf(one)}`);
    }
    release(order, among);
  }

  #fail(field: string, what: string): never {
    throw new UsageError(`${this.#file}:${this.#line}: ${field}: ${what}`);
  }
}

/** @returns the text; null where the bytes are no UTF-8 */
function textOf(bytes: Uint8Array): string | null {
  try {
    return DECODER.decode(bytes);
  } catch {
    return null;
  }
}

/** @returns what the text spells; undefined where it is no JSON */
function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  if (pieces.length === 1) return pieces[0] as Uint8Array;
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let length = 0;
  for (const piece of pieces) {
    whole.set(piece, length);
    length += piece.length;
  }
  return whole;
}
