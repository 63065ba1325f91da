// Lists by key, as columns: a final read may hold a million elements.

import { areEqual } from './columns.ts';

export interface ListColumns {
  keys: readonly string[];
  /** Where each key's list ends among the elements; it begins where that of the key before ends. */
  ends: Uint32Array;
  elements: Float64Array;
}

export function listsOf(lists: Readonly<Record<string, readonly number[]>>): ListColumns {
  const keys = Object.keys(lists);
  const ends = new Uint32Array(keys.length);
  let length = 0;
  for (const [i, list] of Object.values(lists).entries()) {
    length += list.length;
    ends[i] = length;
  }
  const elements = new Float64Array(length);
  let at = 0;
  for (const list of Object.values(lists)) {
    elements.set(list, at);
    at += list.length;
  }
  return { keys, ends, elements };
}

/** @returns whether both have the same keys, in the same order, with the same lists. */
export function areSameLists(one: ListColumns, other: ListColumns): boolean {
  return (
    one.keys.length === other.keys.length &&
    one.keys.every((key, i) => key === other.keys[i]) &&
    areEqual(one.ends, other.ends) &&
    areEqual(one.elements, other.elements)
  );
}
