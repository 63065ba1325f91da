// What was seen of the nodes, in typed columns like the operations: a history may hold a million observations.
import { grownTable, release, reorderTable, reserveTable } from '../columns/columns.ts';
import { RowsByKey } from '../columns/rows-by-key.ts';
import { ascendingOrder, isAscending } from '../columns/sort.ts';
import type { Names } from '../names/names.ts';
import { type ObservationLine, ROLES, type Role } from './history-format.ts';

const codeOf = (role: Role): number => ROLES.indexOf(role);
export const PRIMARY = codeOf('primary');
export const REPLICA = codeOf('replica');
export const UNREACHABLE = codeOf('unreachable');
/** `writable`: nothing was tried, or nothing was answered. */
export const NOT_KNOWN = 0;
export const REFUSED = 1;
export const WRITABLE = 2;

/** Observations, one row each, in the order of the file until they are put in the order of time. Rows of strings hold ids of `names`; 0 is none. */
export class Observations {
  length = 0;
  asked = new Float64Array(1024);
  at = new Float64Array(1024);
  node = new Uint32Array(1024);
  /** 0 where it is not known. */
  epoch = new Uint32Array(1024);
  /** A place in `ROLES`. */
  role = new Uint8Array(1024);
  writable = new Uint8Array(1024);
  readonly #lastNode: number;
  #byNode: { of: number; rows: RowsByKey } | null = null;

  /** @param lastNode the cluster's nodes are the names from 1 to this one */
  constructor(lastNode: number) {
    this.#lastNode = lastNode;
  }

  /** Before the first one: room for so many. */
  reserve(rows: number): void {
    reserveTable(this, COLUMNS, rows);
  }

  /** @returns the number of a new row, which is still to be filled. */
  newRow(): number {
    if (this.length === this.at.length) grownTable(this, COLUMNS);
    return this.length++;
  }

  /** Adds a validated observation as a row. */
  add(seen: ObservationLine, names: Names): void {
    const row = this.newRow();
    this.asked[row] = seen.askedAtMs;
    this.at[row] = seen.atMs;
    this.node[row] = names.id(seen.node);
    this.epoch[row] = names.id(seen.epoch);
    this.role[row] = codeOf(seen.role);
    this.writable[row] = seen.writable === null ? NOT_KNOWN : seen.writable ? WRITABLE : REFUSED;
  }

  /** Puts the rows in the order of their answers; of several at one moment the order of the file stays. */
  sortByTime(): void {
    const times = this.at.subarray(0, this.length);
    if (isAscending(times)) return;
    const order = ascendingOrder(times);
    reorderTable(this, COLUMNS, order);
    release(order);
  }

  /** @returns whether the role is that of a node that has a place in the cluster. */
  isMember(row: number): boolean {
    return this.role[row] === PRIMARY || this.role[row] === REPLICA;
  }

  /** When the last one was answered; minus infinity where there is none. */
  lastAnswer(): number {
    let last = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < this.length; row++) last = Math.max(last, this.at[row] as number);
    return last;
  }

  /** @returns the rows of a node of the cluster, ascending. */
  of(node: number): Uint32Array {
    if (this.#byNode?.of !== this.length) {
      const nodes = this.node;
      const rows = new RowsByKey(this.length, (row) => nodes[row] as number, this.#lastNode);
      this.#byNode = { of: this.length, rows };
    }
    return this.#byNode.rows.of(node);
  }
}

const COLUMNS = ['asked', 'at', 'node', 'epoch', 'role', 'writable'] as const;
