// The rows that have a key, for each key, in one column: there may be as many keys as rows.
import { release } from './columns.ts';

export class RowsByKey {
  readonly #rows: Uint32Array;
  /** Where the rows of each key end; those of the key 0 begin at 0. */
  readonly #ends: Uint32Array;

  /**
   * @param count how many rows there are
   * @param keyOf a row's key: it is left out where that is greater than `most`
   * @param most nobody asks for a greater key
   */
  constructor(count: number, keyOf: (row: number) => number, most: number) {
    const ends = new Uint32Array(most + 2);
    for (let row = 0; row < count; row++) {
      const key = keyOf(row);
      if (key <= most) ends[key + 1] = (ends[key + 1] as number) + 1;
    }
    for (let key = 1; key < ends.length; key++) ends[key] = (ends[key] as number) + (ends[key - 1] as number);
    // Each key's end is where its rows begin, until they are filled in.
    const rows = new Uint32Array(ends[most + 1] as number);
    for (let row = 0; row < count; row++) {
      const key = keyOf(row);
      if (key > most) continue;
      const place = ends[key] as number;
      rows[place] = row;
      ends[key] = place + 1;
    }
    this.#rows = rows;
    this.#ends = ends;
  }

  /** How many rows have a key. */
  get length(): number {
    return this.#rows.length;
  }

  // The rows of a key, ascending, are those at the slots from `begin` to before `until`.

  begin(key: number): number {
    return this.#ends[key - 1] ?? 0;
  }

  until(key: number): number {
    return this.#ends[key] ?? 0;
  }

  at(slot: number): number {
    return this.#rows[slot] as number;
  }

  /** @returns the key's rows, ascending. */
  of(key: number): Uint32Array {
    return this.#rows.subarray(this.begin(key), this.until(key));
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#rows, this.#ends);
  }
}
