// Growable typed columns: a history of a million operations is a dozen typed arrays, not a million objects.

export type Column = Float64Array | Uint32Array | Uint16Array | Uint8Array;

/** @returns the column with room for `capacity` entries. The old one is detached: its memory is free at once, not at the next GC. */
export function grown<T extends Column>(column: T, capacity: number): T {
  const Constructor = column.constructor as new (buffer: ArrayBuffer) => T;
  return new Constructor((column.buffer as ArrayBuffer).transfer(capacity * column.BYTES_PER_ELEMENT));
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
