// What appends wrote and what the final reads of lists hold: each (key, element) under a number of its own.
import { gather, release } from '../core/columns/columns.ts';
import type { ListColumns } from '../core/columns/list-columns.ts';
import { ascendingOrder, isAscending } from '../core/columns/sort.ts';
import { listsIn } from '../core/history/final-reads.ts';
import type { History } from '../core/history/history.ts';
import type { Names } from '../core/names/names.ts';
import { type Contents, common, type FinalRead } from './final-read.ts';
import { PairIds } from './pair-ids.ts';

/** @returns the elements of lists; a value is the number of a pair. */
export function listContents({ names, ops, finalReads }: History): Contents {
  const { appends } = ops;
  const ids = new PairIds(appends.length);
  const values = new Float64Array(appends.length);
  for (let i = 0; i < values.length; i++) values[i] = ids.id(appends.key[i] as number, appends.element[i] as number);
  // Replicas hold the same as a rule: what was found for one goes for all.
  const found = new Map<ListColumns, Held>();
  const reads: FinalRead[] = [];
  for (const op of finalReads.of('read-lists')) {
    const lists = listsIn(op);
    const held = found.get(lists) ?? heldIn(lists, ids, names);
    found.set(lists, held);
    const duplicates = new Set(held.twice);
    for (const [key, element] of (op.duplicates ?? []) as [string, number][])
      duplicates.add(ids.id(names.id(key), element));
    const { first, byKey, length } = held;
    reads.push({ ...common(op), first, last: first, duplicates: [...duplicates], lists: byKey, length });
  }
  return {
    ...{ kind: 'read-lists', ...ascending(values, appends.row), reads },
    show: (id) => [names.text(ids.keys[id] as number), ids.elements[id]],
  };
}

/** Each append is of another element as a rule: then they are in order. */
function ascending(values: Float64Array, rows: Uint32Array): { values: Float64Array; rows: Uint32Array } {
  if (isAscending(values)) return { values, rows: rows.subarray(0, values.length) };
  const order = ascendingOrder(values);
  const inOrder = { values: gather(values, order), rows: gather(rows, order) };
  release(values, order);
  return inOrder;
}

interface Held {
  /** The numbers that are there, ascending, and those that are there twice. */
  first: Float64Array;
  twice: ReadonlySet<number>;
  byKey: Map<string, Uint32Array>;
  length: number;
}

function heldIn(lists: ListColumns, ids: PairIds, names: Names): Held {
  const held = idsOf(lists, ids, names);
  const byKey = new Map<string, Uint32Array>();
  for (const [i, key] of lists.keys.entries()) byKey.set(key, held.subarray(lists.ends[i - 1] ?? 0, lists.ends[i]));
  return { ...once(held, ids.length), byKey, length: held.length };
}

/** @returns the number of each element, in the order of the lists. */
function idsOf({ keys, ends, elements }: ListColumns, ids: PairIds, names: Names): Uint32Array {
  const held = new Uint32Array(elements.length);
  let at = 0;
  for (const [i, name] of keys.entries()) {
    const key = names.id(name);
    for (; at < (ends[i] as number); at++) held[at] = ids.id(key, elements[at] as number);
  }
  return held;
}

/** @param count more than every number. @returns the numbers that are there, ascending, and those that are there twice */
function once(held: Uint32Array, count: number): { first: Float64Array; twice: Set<number> } {
  const isThere = new Uint8Array(count);
  const twice = new Set<number>();
  let distinct = 0;
  for (let i = 0; i < held.length; i++) {
    const id = held[i] as number;
    if (isThere[id] === 1) twice.add(id);
    else distinct++;
    isThere[id] = 1;
  }
  const first = new Float64Array(distinct);
  let at = 0;
  for (let id = 0; id < count; id++) if (isThere[id] === 1) first[at++] = id;
  release(isThere);
  return { first, twice };
}
