// Orders and medians over typed columns, without one object or comparison callback per element.

import { gather, release } from './columns.ts';
import { isShuffled, spread } from './spread.ts';
import { numbersAt, type WholeNumbers } from './whole-numbers.ts';

const RUN = 24;

/**
 * Stable ascending order of `keys`: a merge sort that moves keys and rows together and is nearly linear when the
 * input is nearly sorted, as completions and values of a history are.
 * @returns rows, so that keys[rows[0]] <= keys[rows[1]] <= …
 */
export function ascendingOrder(keys: Float64Array): Uint32Array {
  const count = keys.length;
  if (isAscending(keys)) return asTheyAre(count);
  let rows: Uint32Array = isShuffled(keys) ? spread(keys) : asTheyAre(count);
  let from: Float64Array = gather(keys, rows);
  sortRuns(from, rows);
  let to: Float64Array = new Float64Array(count);
  let toRows: Uint32Array = new Uint32Array(count);
  for (let width = RUN; width < count && !isAscending(from); width *= 2) {
    for (let low = 0; low < count; low += 2 * width) {
      merge(from, rows, to, toRows, low, Math.min(low + width, count), Math.min(low + 2 * width, count));
    }
    [from, to] = [to, from];
    [rows, toRows] = [toRows, rows];
  }
  release(from, to, toRows);
  return rows;
}

function asTheyAre(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) rows[i] = i;
  return rows;
}

/** @returns the rows in ascending order of the column's entries at them, stable; the same rows where they are so already. */
export function inOrderOf(column: WholeNumbers, rows: Uint32Array): Uint32Array {
  let i = 1;
  while (i < rows.length && (column[rows[i] as number] as number) >= (column[rows[i - 1] as number] as number)) i++;
  if (i >= rows.length) return rows;
  const keys = numbersAt(column, rows);
  const order = ascendingOrder(keys);
  const found = gather(rows, order);
  release(keys, order);
  return found;
}

/** @returns whether no key is smaller than the one before it. */
export function isAscending(keys: Float64Array): boolean {
  for (let i = 1; i < keys.length; i++) if ((keys[i] as number) < (keys[i - 1] as number)) return false;
  return true;
}

function sortRuns(keys: Float64Array, rows: Uint32Array): void {
  for (let low = 0; low < keys.length; low += RUN) {
    const high = Math.min(low + RUN, keys.length);
    for (let i = low + 1; i < high; i++) {
      const key = keys[i] as number;
      const row = rows[i] as number;
      let j = i - 1;
      for (; j >= low && (keys[j] as number) > key; j--) {
        keys[j + 1] = keys[j] as number;
        rows[j + 1] = rows[j] as number;
      }
      keys[j + 1] = key;
      rows[j + 1] = row;
    }
  }
}

function merge(
  from: Float64Array,
  fromRows: Uint32Array,
  to: Float64Array,
  toRows: Uint32Array,
  low: number,
  middle: number,
  high: number,
): void {
  if (middle >= high || (from[middle - 1] as number) <= (from[middle] as number)) {
    to.set(from.subarray(low, high), low);
    toRows.set(fromRows.subarray(low, high), low);
    return;
  }
  let left = low;
  let right = middle;
  for (let k = low; k < high; k++) {
    const takeLeft = right >= high || (left < middle && (from[left] as number) <= (from[right] as number));
    const source = takeLeft ? left++ : right++;
    to[k] = from[source] as number;
    toRows[k] = fromRows[source] as number;
  }
}

/** @returns the same column, ascending; sorts only where it is not sorted already. */
export function sortInPlace(keys: Float64Array): Float64Array {
  return isAscending(keys) ? keys : keys.sort();
}

/** @returns a sorted copy. */
export const sorted = (keys: Float64Array): Float64Array => sortInPlace(keys.slice());

/** @returns the median (mean of the two middle ones of an even number), NaN of none. Reorders `values`. */
export function medianInPlace(values: Float64Array): number {
  const count = values.length;
  if (count === 0) return Number.NaN;
  const upper = select(values, count >> 1);
  if (count % 2 === 1) return upper;
  let lower = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < count >> 1; i++) lower = Math.max(lower, values[i] as number);
  return (lower + upper) / 2;
}

/** Hoare's selection, three-way (equal distances are the rule here), the pivot a median of three. */
function select(values: Float64Array, rank: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = medianOfThree(values[low] as number, values[(low + high) >> 1] as number, values[high] as number);
    let less = low;
    let greater = high;
    for (let i = low; i <= greater; ) {
      const value = values[i] as number;
      if (value < pivot) {
        values[i++] = values[less] as number;
        values[less++] = value;
      } else if (value > pivot) {
        values[i] = values[greater] as number;
        values[greater--] = value;
      } else i++;
    }
    if (rank < less) high = less - 1;
    else if (rank > greater) low = greater + 1;
    else return pivot;
  }
  return values[low] as number;
}

const medianOfThree = (a: number, b: number, c: number): number =>
  Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

/** @returns the first index in ascending `keys` whose key is >= `key` (its length: none). */
export function lowerBound(keys: WholeNumbers, key: number, low = 0, high = keys.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the first index in ascending `keys` whose key is > `key` (its length: none). */
export function upperBound(keys: WholeNumbers, key: number, low = 0, high = keys.length): number {
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((keys[middle] as number) <= key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @returns the first place below `count` that fits, `count` where none does. Once one fits, all after it must. */
export function firstPlace(count: number, fits: (place: number) => boolean): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** So far a step is walked; further away it is searched for. */
const NEAR = 8;

/** `lowerBound` for keys that come nearly in order. @param hint where the last one was */
export function lowerBoundNear(keys: Float64Array, key: number, hint: number): number {
  let at = Math.min(hint, keys.length);
  for (let steps = 0; steps < NEAR; steps++) {
    if (at < keys.length && (keys[at] as number) < key) at++;
    else if (at > 0 && (keys[at - 1] as number) >= key) at--;
    else return at;
  }
  return lowerBound(keys, key);
}

/** `upperBound` for keys that come nearly in order. @param hint where the last one was */
export function upperBoundNear(keys: Float64Array, key: number, hint: number): number {
  let at = Math.min(hint, keys.length);
  for (let steps = 0; steps < NEAR; steps++) {
    if (at < keys.length && (keys[at] as number) <= key) at++;
    else if (at > 0 && (keys[at - 1] as number) > key) at--;
    else return at;
  }
  return upperBound(keys, key);
}
