// The quick way for the lines that come a million times: operations, observations, faults and marks become rows without an object
// for each. Whatever is spelled in an unusual way, or breaks a rule, is left to JSON.parse and the rules, which tell why.

import type { Faults } from '../history/faults.ts';
import type { History } from '../history/history.ts';
import type { Marks } from '../history/marks.ts';
import type { Observations } from '../history/observations.ts';
import { addFault } from './fault-rows.ts';
import { LineExamples } from './line-examples.ts';
import { TYPE } from './line-fields.ts';
import { LineFound } from './line-found.ts';
import { LineScanner } from './line-scanner.ts';
import { FAULT, MARK, OBSERVATION, OPERATION } from './line-words.ts';
import { addMark } from './mark-rows.ts';
import { addObservation } from './observation-rows.ts';
import { OperationRows } from './operation-rows.ts';

export class QuickLines {
  readonly #found: LineFound;
  readonly #examples: LineExamples;
  readonly #scanner: LineScanner;
  readonly #operations: OperationRows;
  readonly #observations: Observations;
  readonly #faults: Faults;
  readonly #marks: Marks;

  constructor(history: History) {
    this.#found = new LineFound(history.names, history.run.engine);
    this.#examples = new LineExamples(this.#found);
    this.#scanner = new LineScanner(this.#found);
    this.#operations = new OperationRows(history, this.#found);
    this.#observations = history.observations;
    this.#faults = history.faults;
    this.#marks = history.marks;
  }

  /**
   * Takes the line that begins at `from`, if it can.
   * @param view ends with a line end
   * @param line its number in the file
   * @returns where the next line begins; -1, and nothing is taken, when it must go the long way
   */
  take(view: DataView, from: number, line: number): number {
    this.#found.view = view;
    const likely = this.#examples.find(view, from);
    const end = likely >= 0 ? likely : this.#scan(view, from);
    return end >= 0 && this.#add(line, likely >= 0) ? end : -1;
  }

  /** There are no more lines. */
  release(): void {
    this.#found.names.release();
  }

  #scan(view: DataView, from: number): number {
    const end = this.#scanner.scan(view, from);
    if (end < 0 || !this.#found.isWord(TYPE)) return -1;
    this.#examples.learn(view, from, end, this.#scanner.values);
    return end;
  }

  #add(line: number, isLikeExample: boolean): boolean {
    const found = this.#found;
    switch (found.words.found[TYPE]) {
      case OPERATION:
        return this.#addOperation(line, isLikeExample);
      case OBSERVATION:
        return addObservation(found, this.#observations);
      case FAULT:
        return addFault(found, this.#faults);
      case MARK:
        return addMark(found, this.#marks);
      default:
        return false;
    }
  }

  #addOperation(line: number, isLikeExample: boolean): boolean {
    const operations = this.#operations;
    const example = isLikeExample ? this.#examples.last : null;
    if (example?.isAllowed) {
      if (!operations.isUsual()) return false;
    } else {
      if (!operations.isAllowed()) return false;
      if (example?.hasNames && operations.isPlain) example.isAllowed = true;
    }
    operations.add(line);
    return true;
  }
}
