// The quick way for the lines that come a million times. Recorders write one operation like the other: but for its
// numbers, a line is byte for byte one that came before. So a line that went the long way, through JSON.parse and all
// rules, is learned as a template: texts with numbers in between. Of a line that fits one, only the numbers are looked at.
import { ADD, type History, newRow, type Operations, READ } from './history.ts';
import { type Literal, literalOf, numberAt, numberEnd, startsWith } from './literals.ts';

/** So many ways to go on are known at one place; where lines differ in more, those that come most often. */
const MOST = 16;
/** After so many lines in a row that fit none there is nothing to be learned: each of them is new in its own way. */
const FRUITLESS = 1000;
const FIELDS = ['index', 'process', 'value', 'scheduledAtMs', 'invokedAtMs', 'completedAtMs'];
const [INDEX, PROCESS, VALUE, SCHEDULED, INVOKED, COMPLETED, OTHER] = [0, 1, 2, 3, 4, 5, 6] as const;
const [QUOTE, BACKSLASH, COLON, OPEN, CLOSE, OPEN_LIST, CLOSE_LIST] = [
  0x22, 0x5c, 0x3a, 0x7b, 0x7d, 0x5b, 0x5d,
] as const;

/** After a number, or at the start: the texts that can come. */
interface Place {
  steps: Step[];
  /** Which one it was the last time. */
  last: number;
}

interface Step {
  text: Literal;
  /** The field of the number that follows, and the place behind it. */
  field: number;
  next: Place | null;
  /** At the end of a line: a row whose words this line has as well. */
  likeRow: number;
  /** How often it was another one than the time before, halved whenever room has to be made. */
  hits: number;
}

export class LineTemplates {
  readonly #ops: Operations;
  readonly #start: Place = { steps: [], last: 0 };
  readonly #numbers = new Float64Array(OTHER + 1);
  #fruitless = 0;

  constructor(history: History) {
    this.#ops = history.ops;
  }

  /**
   * Takes the line that begins at `from`, if it fits a template.
   * @param line its number in the file
   * @returns where the next line begins; -1, and nothing is taken, when it must go the long way
   */
  take(bytes: DataView, from: number, line: number): number {
    const numbers = this.#numbers;
    numbers[VALUE] = Number.NaN;
    numbers[COMPLETED] = Number.NaN;
    let place = this.#start;
    let at = from;
    for (;;) {
      const step = stepAt(place, bytes, at);
      if (step === null) return -1;
      at += step.text.length;
      if (step.next === null) {
        if (!this.#areFit()) return -1;
        this.#add(step.likeRow, line);
        this.#fruitless = 0;
        return at;
      }
      const end = numberEnd(bytes, at);
      if (end < 0) return -1;
      const number = numberAt(bytes, at, end);
      if (!Number.isFinite(number)) return -1;
      numbers[step.field] = number;
      at = end;
      place = step.next;
    }
  }

  /** What the rules ask of numbers; the rest is the same as in the line that was learned. */
  #areFit(): boolean {
    const numbers = this.#numbers;
    const value = numbers[VALUE] as number;
    return (
      Number.isInteger(numbers[INDEX]) &&
      Number.isInteger(numbers[PROCESS]) &&
      (Number.isNaN(value) || Number.isInteger(value))
    );
  }

  #add(likeRow: number, line: number): void {
    const ops = this.#ops;
    const numbers = this.#numbers;
    const row = newRow(ops);
    ops.index[row] = numbers[INDEX] as number;
    ops.value[row] = numbers[VALUE] as number;
    ops.scheduled[row] = numbers[SCHEDULED] as number;
    ops.invoked[row] = numbers[INVOKED] as number;
    ops.completed[row] = numbers[COMPLETED] as number;
    ops.line[row] = line;
    ops.f[row] = ops.f[likeRow] as number;
    ops.via[row] = ops.via[likeRow] as number;
    ops.outcome[row] = ops.outcome[likeRow] as number;
    ops.write[row] = ops.write[likeRow] as number;
    ops.node[row] = ops.node[likeRow] as number;
    ops.epoch[row] = ops.epoch[likeRow] as number;
    ops.code[row] = ops.code[likeRow] as number;
  }

  /** Learns from a line, with its newline, that the rules have accepted and that became the row. */
  learn(bytes: Uint8Array, row: number): void {
    if ((this.#ops.f[row] !== ADD && this.#ops.f[row] !== READ) || this.#fruitless++ >= FRUITLESS) return;
    const parts = partsOf(bytes);
    if (parts === null) return;
    let place = this.#start;
    for (const [i, { text, field }] of parts.entries()) {
      const isLast = i === parts.length - 1;
      let step = place.steps.find((one) => one.field === field && isSame(one.text, text));
      if (!step) {
        step = { text, field, next: isLast ? null : { steps: [], last: 0 }, likeRow: row, hits: 0 };
        if (place.steps.length < MOST) place.steps.push(step);
        else replaceRarest(place.steps, step);
      }
      if (step.next === null) return;
      place = step.next;
    }
  }
}

function stepAt(place: Place, bytes: DataView, at: number): Step | null {
  const { steps } = place;
  const likely = steps[place.last];
  if (likely !== undefined && startsWith(bytes, at, likely.text)) return likely;
  for (let i = 0; i < steps.length; i++) {
    if (!startsWith(bytes, at, (steps[i] as Step).text)) continue;
    place.last = i;
    const step = steps[i] as Step;
    step.hits++;
    return step;
  }
  return null;
}

function replaceRarest(steps: Step[], step: Step): void {
  let rarest = 0;
  for (const [i, { hits }] of steps.entries()) if (hits < (steps[rarest] as Step).hits) rarest = i;
  for (const each of steps) each.hits >>= 1;
  steps[rarest] = step;
}

const isSame = (a: Literal, b: Literal) => a.length === b.length && a.bytes.every((byte, i) => byte === b.bytes[i]);

/** @returns the texts between a line's numbers, each with the field of the number behind it; null where nothing is to be learned. */
function partsOf(bytes: Uint8Array): { text: Literal; field: number }[] | null {
  const parts: { text: Literal; field: number }[] = [];
  const keys = new Set<string>();
  let [from, depth, key, lastString] = [0, 0, '', ''];
  for (let at = 0; at < bytes.length; at++) {
    const c = bytes[at] as number;
    if (c === QUOTE) {
      const start = at + 1;
      for (at++; bytes[at] !== QUOTE; at++) if (bytes[at] === BACKSLASH) at++;
      lastString = String.fromCharCode(...bytes.subarray(start, at));
    } else if (c === OPEN || c === OPEN_LIST) depth++;
    else if (c === CLOSE || c === CLOSE_LIST) depth--;
    else if (depth !== 1) continue;
    else if (c === COLON) {
      // Of two fields with one name the last counts, and an escape may spell a name otherwise: that is not for templates.
      key = lastString;
      if (keys.has(key) || key.includes('\\')) return null;
      keys.add(key);
    } else if (c === 0x2d || (c >= 0x30 && c <= 0x39)) {
      const field = FIELDS.indexOf(key);
      parts.push({ text: literalOf(bytes.subarray(from, at)), field: field < 0 ? OTHER : field });
      while (/[-+.eE\d]/.test(String.fromCharCode(bytes[at + 1] as number))) at++;
      from = at + 1;
    }
  }
  parts.push({ text: literalOf(bytes.subarray(from)), field: -1 });
  return parts;
}
