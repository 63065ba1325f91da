// A recorded history as the checkers see it: operations, observations, faults and marks in typed columns, everything rarer as objects.
import { grownTable, release, reorderTable, reserveTable } from '../columns/columns.ts';
import { ascendingOrder, isAscending } from '../columns/sort.ts';
import { type WholeNumbers, withNumber } from '../columns/whole-numbers.ts';
import { Names } from '../names/names.ts';
import { Faults } from './faults.ts';
import { FinalReads } from './final-reads.ts';
import type { OpLine, RunLine } from './history-format.ts';
import { isWriteValue } from './history-words.ts';
import { Marks } from './marks.ts';
import { Observations } from './observations.ts';
import type { Restore } from './restore.ts';

export const OK = 0;
export const FAIL = 1;
export const UNKNOWN = 2;
export const ADD = 0;
export const TXN = 1;
export const TRANSFER = 2;
export const READ = 3;
export const READ_ALL = 4;
export const READ_LISTS = 5;
export const READ_BALANCES = 6;
export const VIA_WRITE = 0;
export const VIA_READ = 1;
export const VIA_DIRECT = 2;

/** Operations, one row each, in the order of the file until they are put in the order of time. Rows of strings hold ids of `names`; 0 is none. */
export class Operations {
  length = 0;
  scheduled = new Float64Array(1024);
  invoked = new Float64Array(1024);
  /** NaN where it is null. */
  completed = new Float64Array(1024);
  index: WholeNumbers = new Uint32Array(1024);
  /** The value of an `add`, the sum of the balances that a `read-balances` returned; 0 otherwise. */
  value: WholeNumbers = new Uint32Array(1024);
  f = new Uint8Array(1024);
  via = new Uint8Array(1024);
  outcome = new Uint8Array(1024);
  /** 1 for a write: `add`, `transfer`, a `txn` with an append. */
  write = new Uint8Array(1024);
  node = new Uint32Array(1024);
  epoch = new Uint32Array(1024);
  code = new Uint32Array(1024);
  /** Where it is in the file, for errors of reading. */
  line = new Uint32Array(1024);
  /** What transactions appended, in the order of the file. */
  readonly appends = new Appends();

  /** Before the first one: room for so many. */
  reserve(rows: number): void {
    reserveTable(this, COLUMNS, rows);
  }

  /** @returns the number of a new row, which is still to be filled. */
  newRow(): number {
    if (this.length === this.index.length) grownTable(this, COLUMNS);
    return this.length++;
  }

  /**
   * Puts the rows in the order in which the operations completed (those that never did: were invoked), as a recorder
   * writes them; of several at one moment the order of the file stays. Only then are a million of them judged without
   * a jump through memory for each.
   */
  sortByTime(): void {
    if (this.#isInOrder()) return;
    const times = this.completed.slice(0, this.length);
    for (let row = 0; row < times.length; row++)
      if (Number.isNaN(times[row] as number)) times[row] = this.invoked[row] as number;
    if (!isAscending(times)) {
      const order = ascendingOrder(times);
      reorderTable(this, JUDGED, order);
      this.appends.follow(order);
      release(order);
    }
    release(times);
  }

  /** @returns whether they are so already, and each completed: as a recorder that was not killed writes them */
  #isInOrder(): boolean {
    const { completed } = this;
    let before = Number.NEGATIVE_INFINITY;
    for (let row = 0; row < this.length; row++) {
      const time = completed[row] as number;
      if (!(time >= before)) return false;
      before = time;
    }
    return true;
  }

  /** All is read: no error tells of a line any more. */
  forgetLines(): void {
    release(this.line);
    this.line = new Uint32Array();
  }

  /** Nobody looks at them any more. */
  release(): void {
    release(...COLUMNS.map((name) => this[name]));
  }
}

/** Elements appended to lists, one row each. */
export class Appends {
  length = 0;
  /** Of the operation. */
  row = new Uint32Array(64);
  /** An id of `names`. */
  key = new Uint32Array(64);
  element = new Float64Array(64);

  add(row: number, key: number, element: number): void {
    if (this.length === this.row.length) grownTable(this, ['row', 'key', 'element'] as const);
    this.row[this.length] = row;
    this.key[this.length] = key;
    this.element[this.length++] = element;
  }

  /** The operations have another order now. @param order their rows before */
  follow(order: Uint32Array): void {
    if (this.length === 0) return;
    const places = new Uint32Array(order.length);
    for (let row = 0; row < order.length; row++) places[order[row] as number] = row;
    for (let i = 0; i < this.length; i++) this.row[i] = places[this.row[i] as number] as number;
    release(places);
  }
}

/** What checkers look at. */
const JUDGED = [
  ...(['scheduled', 'invoked', 'completed', 'index', 'value', 'f', 'via', 'outcome', 'write'] as const),
  ...(['node', 'epoch', 'code'] as const),
] as const;
const COLUMNS = [...JUDGED, 'line'] as const;

export interface History {
  run: RunLine;
  names: Names;
  /** The cluster's nodes are the names from 1 to this one: `isNode` tells. */
  lastNode: number;
  ops: Operations;
  finalReads: FinalReads;
  observations: Observations;
  faults: Faults;
  marks: Marks;
  restores: Restore[];
  /** Its harness was killed: the last line is broken, the end line is missing or counts other lines. */
  incomplete: boolean;
}

/** @returns whether the name is that of a node of the cluster. @param name an id; 0, which is none, is not */
export const isNode = ({ lastNode }: Pick<History, 'lastNode'>, name: number): boolean => name > 0 && name <= lastNode;

/** The shortest line of an operation or an observation that a recorder writes is longer. */
const LEAST_LINE_BYTES = 128;
/** What a longer file needs beyond that grows with it: room for all of it at once may be more than the machine gives. */
const MOST_RESERVED_BYTES = 2 ** 30;

/** An empty history of a run. @param bytes how long its file is, where that is known */
export function emptyHistory(run: RunLine, bytes = 0): History {
  const reserved = Math.min(bytes, MOST_RESERVED_BYTES);
  // The names' bytes are in the file: there are hardly ever more.
  const names = new Names(Math.max(1024, reserved));
  const lastNode = run.nodes.reduce((last, node) => Math.max(last, names.id(node)), 0);
  const [ops, observations] = [new Operations(), new Observations(lastNode)];
  const rows = Math.ceil(reserved / LEAST_LINE_BYTES);
  ops.reserve(rows);
  observations.reserve(rows);
  return {
    ...{ run, names, lastNode, ops, observations },
    ...{
      finalReads: new FinalReads(run.nodes),
      faults: new Faults(),
      marks: new Marks(),
      restores: [],
      incomplete: false,
    },
  };
}

const FUNCTION_CODE = new Map<string, number>(
  ['add', 'txn', 'transfer', 'read', 'read-all', 'read-lists', 'read-balances'].map((name, code) => [name, code]),
);
const OUTCOME_CODE = new Map<string, number>([
  ['ok', OK],
  ['fail', FAIL],
  ['unknown', UNKNOWN],
]);

export const viaCode = (via: string): number => (via === 'write' ? VIA_WRITE : via === 'read' ? VIA_READ : VIA_DIRECT);

/** Adds a validated operation as a row. */
export function addOperation(history: History, op: OpLine, line: number): void {
  const { ops, names } = history;
  const row = ops.newRow();
  ops.scheduled[row] = op.scheduledAtMs;
  ops.invoked[row] = op.invokedAtMs;
  ops.completed[row] = op.completedAtMs ?? Number.NaN;
  ops.index = withNumber(ops.index, row, op.index);
  ops.line[row] = line;
  ops.f[row] = FUNCTION_CODE.get(op.f) ?? ADD;
  ops.value = withNumber(ops.value, row, numberIn(op));
  ops.via[row] = viaCode(op.via);
  ops.outcome[row] = OUTCOME_CODE.get(op.outcome) ?? UNKNOWN;
  ops.write[row] = isWriteValue(op.f, op.value) ? 1 : 0;
  ops.node[row] = names.id(op.node);
  ops.epoch[row] = names.id(op.epoch);
  ops.code[row] = names.id(op.error?.code);
  if (op.f === 'txn')
    for (const [what, key, element] of op.value as [string, string, number][])
      if (what === 'append') ops.appends.add(row, names.id(key), element);
  history.finalReads.add(op);
}

function numberIn({ f, outcome, value }: OpLine): number {
  if (f === 'add') return value as number;
  if (f !== 'read-balances' || outcome !== 'ok') return 0;
  return sumOf(value as Record<string, number>);
}

/** @returns the sum of balances */
export const sumOf = (balances: Readonly<Record<string, number>>): number =>
  Object.values(balances).reduce((total, balance) => total + balance, 0);
