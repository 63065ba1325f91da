// What was done to the nodes, in typed columns like the operations: a history may hold a hundred thousand faults.
import { extent, gather, grownTable, release } from '../columns/columns.ts';
import { ascendingOrder } from '../columns/sort.ts';
import type { Names } from '../names/names.ts';
import type { FaultLine } from './history-format.ts';

/** Faults, one row each, in the order of the file. */
export class Faults {
  length = 0;
  injected = new Float64Array(64);
  /** NaN where it never was. */
  healed = new Float64Array(64);
  /** The shortest outage that the settings permit, ms; NaN where none must follow, and where it is explained why none did. */
  leastRto = new Float64Array(64);
  /** An id of `names`. */
  name = new Uint32Array(64);
  tookEffect = new Uint8Array(64);

  /** @returns the number of a new row, which is still to be filled. */
  newRow(): number {
    if (this.length === this.injected.length) grownTable(this, COLUMNS);
    return this.length++;
  }

  /** Adds a validated fault as a row. */
  add({ name, injectedAtMs, healedAtMs, tookEffect, expectedRtoMs, explained }: FaultLine, names: Names): void {
    const row = this.newRow();
    this.injected[row] = injectedAtMs;
    this.healed[row] = healedAtMs ?? Number.NaN;
    this.leastRto[row] = (explained ?? null) === null ? (expectedRtoMs?.min ?? Number.NaN) : Number.NaN;
    this.name[row] = names.id(name);
    this.tookEffect[row] = tookEffect ? 1 : 0;
  }

  /** When the first and the last one were injected; of none, infinity and minus infinity. */
  injections(): [first: number, last: number] {
    return extent(this.injected.subarray(0, this.length));
  }

  /** When the last of those that were healed was; minus infinity where none was. */
  lastHeal(): number {
    let last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < this.length; row++)
      if (!this.isEndless(row)) last = Math.max(last, this.healed[row] as number);
    return last;
  }

  /** @returns whether it was never healed. */
  isEndless(row: number): boolean {
    return Number.isNaN(this.healed[row] as number);
  }

  /** @returns the rows in the order of their injections; of several at one moment the order of the file stays. */
  byInjection(): Uint32Array {
    return ascendingOrder(this.injected.subarray(0, this.length));
  }

  /**
   * @returns the rows in the order of their injections; of several at one moment the name decides, and not the order of
   * the file
   */
  byInjectionAndName(names: Names): Uint32Array {
    const order = this.byInjection();
    const times = gather(this.injected, order);
    for (let from = 0, to = 0; from < order.length; from = to) {
      while (to < order.length && times[to] === times[from]) to++;
      if (to - from > 1) order.subarray(from, to).sort((a, b) => this.#compareNames(a, b, names));
    }
    release(times);
    return order;
  }

  #compareNames(one: number, other: number, names: Names): number {
    const [a, b] = [this.name[one] as number, this.name[other] as number];
    if (a === b) return 0;
    return names.text(a) < names.text(b) ? -1 : 1;
  }
}

const COLUMNS = ['injected', 'healed', 'leastRto', 'name', 'tookEffect'] as const;
