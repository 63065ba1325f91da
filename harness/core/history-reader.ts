// Reads a history from its text, piece by piece: splits lines, validates each, keeps what the checkers need.
import { wrongInCheckers, wrongInExpect } from './checker-rules.ts';
import { UsageError } from './errors.ts';
import { ADD, addOperation, emptyHistory, type History } from './history.ts';
import type { FaultLine, MarkLine, ObservationLine, OpLine, RestoreLine, RunLine } from './history-format.ts';
import { isObject, lineRules, wrongInEnd, wrongInRun } from './history-schema.ts';
import { ascendingOrder } from './sort.ts';

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
    if (/^[ \t\r]*$/.test(text)) return true;
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
    const inCheckers = wrongInCheckers(run.checkers, run.engine) ?? wrongInExpect(run);
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
    if (history.run.engine === 'postgres' && typeof fields.epoch === 'string')
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
    const adds = rowsWhere(ops.length, (row) => ops.f[row] === ADD);
    for (const [field, rows, keys] of [
      ['index', rowsWhere(ops.length, () => true), ops.index],
      ['value', adds, ops.value],
    ] as const) {
      const order = ascendingOrder(Float64Array.from(rows, (row) => keys[row] as number));
      for (let i = 1; i < order.length; i++) {
        const [one, two] = [rows[order[i - 1] as number] as number, rows[order[i] as number] as number];
        if (keys[one] !== keys[two]) continue;
        this.#line = ops.line[two] as number;
        this.#fail(field, `${keys[two]} is also in line ${ops.line[one]}`);
      }
    }
  }

  #fail(field: string, what: string): never {
    throw new UsageError(`${this.#file}:${this.#line}: ${field}: ${what}`);
  }
}

/** @returns the rows that fit. */
export function rowsWhere(length: number, fits: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (fits(row)) rows[count++] = row;
  return rows.subarray(0, count);
}
