// The marked moments of a run, in typed columns like the operations: a history may hold a million of them.
import { grownTable } from '../columns/columns.ts';
import type { Names } from '../names/names.ts';
import type { MarkLine } from './history-format.ts';

/** Marks, one row each, in the order of the file. */
export class Marks {
  length = 0;
  /** An id of `names`, of no other mark. */
  name = new Uint32Array(16);
  invoked = new Float64Array(16);
  completed = new Float64Array(16);
  /** 1 where nothing could be written while the marked statement ran. */
  barrier = new Uint8Array(16);

  /** Adds a validated mark as a row. */
  add({ name, invokedAtMs, completedAtMs, barrier }: MarkLine, names: Names): void {
    if (this.length === this.name.length) grownTable(this, COLUMNS);
    const row = this.length++;
    this.name[row] = names.id(name);
    this.invoked[row] = invokedAtMs;
    this.completed[row] = completedAtMs;
    this.barrier[row] = barrier === true ? 1 : 0;
  }

  /** @returns the row of the mark of this name; -1 where there is none */
  find(name: string, names: Names): number {
    return this.name.subarray(0, this.length).indexOf(names.find(name));
  }
}

const COLUMNS = ['name', 'invoked', 'completed', 'barrier'] as const;
