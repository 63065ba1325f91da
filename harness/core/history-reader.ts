// Reads a history from its text, piece by piece: splits lines, validates each, keeps what the checkers need.
import { wrongInCheckers, wrongInTwin } from './checker-rules.ts';
import { gather, rowsWhere } from './columns.ts';
import { UsageError } from './errors.ts';
import { ADD, addOperation, emptyHistory, type History, type Operations } from './history.ts';
import type { FaultLine, MarkLine, ObservationLine, OpLine, RestoreLine, RunLine } from './history-format.ts';
import { isObject, lineRules, wrongInEnd, wrongInRun } from './history-schema.ts';
import { ascendingOrder, isAscending } from './sort.ts';

const BRACE = '{'.charCodeAt(0);

export class HistoryReader {
  #file: string;
  #rest = '';
  /** Lines of the file, blank ones included: what an editor shows. */
  #line = 0;
  /** Lines that count: blank ones do not. */
  #count = 0;
  #history: History | null = null;
  #rules: ReturnType<typeof lineRules> = {};
  #end: number | null = null;
  #names = { mark: new Set<string>(), restore: new Set<string>() };

  /** @param file named in errors */
  constructor(file: string) {
    this.#file = file;
  }

  /** Takes the next piece of the text. @throws UsageError naming line and field */
  push(text: string): void {
    const whole = this.#rest === '' ? text : this.#rest + text;
    let from = 0;
    for (let at = whole.indexOf('\n'); at >= 0; at = whole.indexOf('\n', from)) {
      this.#take(whole.slice(from, at), true);
      from = at + 1;
    }
    this.#rest = whole.slice(from);
  }

  /** The text is over. @returns the history. @throws UsageError naming line and field */
  finish(): History {
    const cut = this.#rest !== '' && !this.#take(this.#rest, false);
    const history = this.#history;
    if (!history) throw new UsageError(`${this.#file}:1: type: the file is empty; the first line must be the run line`);
    history.incomplete = cut || this.#end === null || this.#end !== this.#count;
    this.#refuseDoubles(history);
    return history;
  }

  /** @returns false when the line is broken and its end is missing, as a killed harness leaves it. */
  #take(text: string, terminated: boolean): boolean {
    this.#line++;
    // Nearly all lines begin as JSON objects do; only of others is it asked whether they are blank.
    if (text.charCodeAt(0) !== BRACE && /^[ \t\r]*$/.test(text)) return true;
    if (this.#end !== null) this.#fail('type', 'a line after the end line');
    let fields: unknown;
    try {
      fields = JSON.parse(text);
    } catch {
      if (!terminated && this.#history) return false;
      this.#fail('JSON', 'the line is no JSON');
    }
    if (!isObject(fields)) this.#fail('JSON', 'the line is no object');
    this.#count++;
    if (!this.#history) this.#begin(fields);
    else this.#add(this.#history, fields);
    return true;
  }

  #begin(fields: Record<string, unknown>): void {
    if (fields.type !== 'run') this.#fail('type', 'the first line must be the run line');
    const wrong = wrongInRun(fields);
    if (wrong) this.#fail(wrong, 'missing or wrong');
    const run = fields as unknown as RunLine;
    const inCheckers = wrongInCheckers(run.checkers, run.engine) ?? wrongInTwin(run);
    if (inCheckers) throw new UsageError(`${this.#file}:${this.#line}: ${inCheckers}`);
    this.#history = emptyHistory(run);
    this.#rules = lineRules(run.engine);
  }

  #add(history: History, fields: Record<string, unknown>): void {
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
    // Timelines are compared as numbers: one spelling each.
    if (history.run.engine === 'postgres' && typeof fields.epoch === 'string' && fields.epoch.startsWith('0'))
      fields.epoch = fields.epoch.replace(/^0+(?=\d)/, '');
    const line: unknown = fields;
    if (type === 'op') addOperation(history, line as OpLine, this.#line);
    else if (type === 'observation') history.observations.push(line as ObservationLine);
    else if (type === 'fault') history.faults.push(line as FaultLine);
    else if (type === 'mark') history.marks.push(this.#once('mark', line as MarkLine));
    else history.restores.push(this.#once('restore', line as RestoreLine));
  }

  #once<T extends { name: string }>(kind: 'mark' | 'restore', line: T): T {
    if (this.#names[kind].has(line.name)) this.#fail('name', `another ${kind} has this name`);
    this.#names[kind].add(line.name);
    return line;
  }

  #refuseDoubles({ ops }: History): void {
    this.#refuseDouble('index', ops, ops.index.subarray(0, ops.length), null);
    const adds = rowsWhere(ops.length, (row) => ops.f[row] === ADD);
    this.#refuseDouble('value', ops, gather(ops.value, adds), adds);
  }

  /** @param rows of the keys; null: each key's place is its row */
  #refuseDouble(field: string, { line }: Operations, keys: Float64Array, rows: Uint32Array | null): void {
    const order = isAscending(keys) ? null : ascendingOrder(keys);
    const at = (i: number) => (order ? (order[i] as number) : i);
    for (let i = 1; i < keys.length; i++) {
      if (keys[at(i - 1)] !== keys[at(i)]) continue;
      const [one, two] = [at(i - 1), at(i)].map((place) => (rows ? (rows[place] as number) : place)) as [
        number,
        number,
      ];
      this.#line = line[two] as number;
      this.#fail(field, `${keys[at(i)]} is also in line ${line[one]}`);
    }
  }

  #fail(field: string, what: string): never {
    throw new UsageError(`${this.#file}:${this.#line}: ${field}: ${what}`);
  }
}
