// The marked moments of a run, in typed columns like the operations: a history may hold a million of them.
import { grownTable } from '../columns/columns.ts';
import { NameSet } from '../names/name-set.ts';
import type { Names } from '../names/names.ts';

/** Marks, one row each, in the order of the file. */
export class Marks {
  length = 0;
  /** An id of `names`, of no other mark. */
  name = new Uint32Array(16);
  invoked = new Float64Array(16);
  completed = new Float64Array(16);
  /** 1 where nothing could be written while the marked statement ran. */
  barrier = new Uint8Array(16);
  readonly #taken = new NameSet();

  /** Adds a mark as a row. @param name an id of `names` @returns false, and nothing is added, where another one has this name */
  add(name: number, invoked: number, completed: number, barrier: boolean): boolean {
    if (!this.#taken.add(name)) return false;
    if (this.length === this.name.length) grownTable(this, COLUMNS);
    const row = this.length++;
    this.name[row] = name;
    this.invoked[row] = invoked;
    this.completed[row] = completed;
    this.barrier[row] = barrier ? 1 : 0;
    return true;
  }

  /** @returns the row of the mark of this name; -1 where there is none */
  find(name: string, names: Names): number {
    return this.name.subarray(0, this.length).indexOf(names.find(name));
  }
}

const COLUMNS = ['name', 'invoked', 'completed', 'barrier'] as const;
