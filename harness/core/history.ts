// A recorded history as the checkers see it: operations and observations in typed columns, everything rarer as objects.
import { grownTable } from './columns.ts';
import type { FaultLine, MarkLine, OpLine, Ranges, RestoreLine, RunLine } from './history-format.ts';
import { isWriteValue } from './history-words.ts';
import { Names } from './names.ts';
import { Observations } from './observations.ts';
import { rangesOf } from './ranges.ts';

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

/** Operations, one row each, in the order of the file. Rows of strings hold ids of `names`; 0 is none. */
export class Operations {
  length = 0;
  scheduled = new Float64Array(1024);
  invoked = new Float64Array(1024);
  /** NaN where it is null. */
  completed = new Float64Array(1024);
  index = new Float64Array(1024);
  /** The value of an `add`; NaN otherwise. */
  value = new Float64Array(1024);
  f = new Uint8Array(1024);
  via = new Uint8Array(1024);
  outcome = new Uint8Array(1024);
  /** 1 for a write: `add`, `transfer`, a `txn` with an append. */
  write = new Uint8Array(1024);
  node = new Uint32Array(1024);
  epoch = new Uint32Array(1024);
  code = new Uint32Array(1024);
  /** Where it is in the file, for errors. */
  line = new Uint32Array(1024);
  /** Rows whose value a checker needs and which is no number: transactions, final reads (the ranges of
   * a `read-all` as columns), reads of balances. */
  readonly whole = new Map<number, OpLine>();

  /** @returns the number of a new row, which is still to be filled. */
  newRow(): number {
    if (this.length === this.index.length) grownTable(this, COLUMNS);
    return this.length++;
  }
}

const COLUMNS = [
  ...(['scheduled', 'invoked', 'completed', 'index', 'value', 'f', 'via', 'outcome', 'write'] as const),
  ...(['node', 'epoch', 'code', 'line'] as const),
] as const;

export interface History {
  run: RunLine;
  names: Names;
  ops: Operations;
  observations: Observations;
  faults: FaultLine[];
  marks: MarkLine[];
  restores: RestoreLine[];
  /** Its harness was killed: the last line is broken, the end line is missing or counts other lines. */
  incomplete: boolean;
}

/** An empty history of a run. */
export function emptyHistory(run: RunLine): History {
  return {
    ...{ run, names: new Names(), ops: new Operations(), observations: new Observations() },
    ...{ faults: [], marks: [], restores: [], incomplete: false },
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

function isNeededWhole({ f, outcome, final }: OpLine): boolean {
  if (f === 'txn') return true;
  if (outcome !== 'ok') return false;
  return f === 'read-balances' || ((f === 'read-all' || f === 'read-lists') && final === true);
}

/** Adds a validated operation as a row. */
export function addOperation(history: History, op: OpLine, line: number): void {
  const { ops, names } = history;
  const row = ops.newRow();
  ops.scheduled[row] = op.scheduledAtMs;
  ops.invoked[row] = op.invokedAtMs;
  ops.completed[row] = op.completedAtMs ?? Number.NaN;
  ops.index[row] = op.index;
  ops.line[row] = line;
  ops.f[row] = FUNCTION_CODE.get(op.f) ?? ADD;
  ops.value[row] = op.f === 'add' ? (op.value as number) : Number.NaN;
  ops.via[row] = viaCode(op.via);
  ops.outcome[row] = OUTCOME_CODE.get(op.outcome) ?? UNKNOWN;
  ops.write[row] = isWriteValue(op.f, op.value) ? 1 : 0;
  ops.node[row] = names.id(op.node);
  ops.epoch[row] = names.id(op.epoch);
  ops.code[row] = names.id(op.error?.code);
  if (!isNeededWhole(op)) return;
  ops.whole.set(
    row,
    Array.isArray(op.value) && op.f === 'read-all' ? { ...op, value: rangesOf(op.value as Ranges) } : op,
  );
}
