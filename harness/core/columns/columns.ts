// Growable typed columns: a history of a million operations is a dozen typed arrays, not a million objects.

export type Column = Float64Array | Int32Array | Uint32Array | Uint16Array | Uint8Array;

/**
 * Once one buffer of a process was detached, V8 asks of every typed array at every access whether its own was (the protector
 * "ArrayBufferDetachingIntact"): a history with a new name in each line takes a tenth of a microsecond more for each, a fifth of what it
 * takes. So what is small is not detached.
 */
const SMALL_BYTES = 1 << 20;

/** @returns the column with room for `capacity` entries. The old one, unless it is small, is detached: its memory is free at once, not at the next GC. */
export function grown<T extends Column>(column: T, capacity: number): T {
  const bytes = capacity * column.BYTES_PER_ELEMENT;
  const Constructor = column.constructor as new (buffer: ArrayBuffer) => T;
  if (column.byteLength > SMALL_BYTES) return new Constructor((column.buffer as ArrayBuffer).transfer(bytes));
  const larger = new Constructor(new ArrayBuffer(bytes));
  larger.set(column);
  return larger;
}

/** @returns the column, doubled until it has the place; as `grown` does, where it had to be. */
export function withPlace<T extends Column>(column: T, place: number): T {
  let capacity = column.length;
  while (place >= capacity) capacity *= 2;
  return capacity === column.length ? column : grown(column, capacity);
}

/** @returns a column whose first entries, so many, are 0: the same one where it is as long. Nobody needs what it held. */
export function emptied<T extends Column>(column: T, length: number): T {
  const Constructor = column.constructor as new (length: number) => T;
  if (length > column.length) return new Constructor(length);
  column.fill(0, 0, length);
  return column;
}

/** @returns the power of two that is as great, or greater. @param least 1 or more */
export const powerOfTwo = (least: number): number => 2 ** Math.ceil(Math.log2(least));

/** Doubles the room in a table's columns. */
export function grownTable<Name extends string>(table: Record<Name, Column>, names: readonly Name[]): void {
  for (const name of names) table[name] = grown(table[name], table[name].length * 2);
}

/**
 * Gives an empty table's columns room for so many rows. It costs nothing before it is used, and columns that need not grow are neither
 * copied nor, for a moment, there twice.
 */
export function reserveTable<Name extends string>(
  table: Record<Name, Column>,
  names: readonly Name[],
  rows: number,
): void {
  for (const name of names) {
    const column = table[name];
    const Constructor = column.constructor as new (rows: number) => Column;
    table[name] = new Constructor(Math.max(rows, column.length));
  }
}

/** Gives the memory of columns that nobody needs any more back at once, not at the next GC. */
export function release(...columns: readonly Column[]): void {
  for (const column of columns) (column.buffer as ArrayBuffer).transfer(0);
}

// Plain loops below: `Float64Array.from` and `filter` go through iterators and arrays of objects, ten times as slow.

/** @returns the rows below `length` that fit. */
export function rowsWhere(length: number, fits: (row: number) => boolean): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (fits(row)) rows[count++] = row;
  return rows.subarray(0, count);
}

/** @returns rows below `length` whose entry is this one. */
export function rowsHolding(column: Uint8Array, value: number, length: number): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (column[row] === value) rows[count++] = row;
  return rows.subarray(0, count);
}

/** @returns those of the rows that fit; the same rows, where all do. */
export function rowsAmong(rows: Uint32Array, fits: (row: number) => boolean): Uint32Array {
  let all = 0;
  while (all < rows.length && fits(rows[all] as number)) all++;
  if (all === rows.length) return rows;
  const found = rows.slice();
  let count = all;
  for (let i = all + 1; i < rows.length; i++) if (fits(rows[i] as number)) found[count++] = rows[i] as number;
  return found.subarray(0, count);
}

/** @returns whether both hold the same. */
export function areEqual(one: Column, other: Column): boolean {
  if (one === other) return true;
  if (one.length !== other.length) return false;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) return false;
  return true;
}

/** @returns the least and the greatest of the numbers; of none, infinity and minus infinity. */
export function extent(numbers: Column): [least: number, most: number] {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < numbers.length; i++) {
    const number = numbers[i] as number;
    if (number < least) least = number;
    if (number > most) most = number;
  }
  return [least, most];
}

/** @returns the column's entries at the rows. @param room for them, where it is at hand */
export function gather<T extends Column>(column: T, rows: Uint32Array, room?: ArrayBuffer): T {
  const length = rows.length;
  const Constructor = column.constructor as new (room: ArrayBuffer, from: number, length: number) => T;
  const found = new Constructor(room ?? new ArrayBuffer(length * column.BYTES_PER_ELEMENT), 0, length);
  for (let i = 0; i < rows.length; i++) found[i] = column[rows[i] as number] as number;
  return found;
}

/** Puts a table's rows, as many as `order` has, in another order: the first is then the one that was at `order[0]`. */
export function reorderTable<Name extends string>(
  table: Record<Name, Column>,
  names: readonly Name[],
  order: Uint32Array,
): void {
  // One room for all of them: that of a new column would be cleared page by page, which takes longer than the rest.
  const room = new Float64Array(order.length);
  for (const name of names) table[name].set(gather(table[name], order, room.buffer));
  release(room);
}

/** A list of numbers that grows; for pools whose length no row count bounds. */
export class NumberPool {
  values = new Float64Array(64);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) this.values = grown(this.values, this.length * 2);
    this.values[this.length++] = value;
  }

  /** @returns a copy of the entries from `start` on, of exactly their size. */
  slice(start = 0): Float64Array {
    return this.values.slice(start, this.length);
  }
}
