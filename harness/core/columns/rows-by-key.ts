// The rows that have a key, for each key, in one column: there may be as many keys as rows.

export class RowsByKey {
  readonly #rows: Uint32Array;
  /** Where the rows of each key end; those of the key 0 begin at 0. */
  readonly #ends: Uint32Array;

  /** @param most nobody asks for a greater key */
  constructor(keys: Uint32Array, most: number) {
    this.#ends = new Uint32Array(most + 2);
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row] as number;
      if (key <= most) (this.#ends[key + 1] as number)++;
    }
    for (let key = 1; key < this.#ends.length; key++) (this.#ends[key] as number) += this.#ends[key - 1] as number;
    this.#rows = new Uint32Array(this.#ends[most + 1] as number);
    // Each key's end is where its rows begin, until they are filled in.
    for (let row = 0; row < keys.length; row++) {
      const key = keys[row] as number;
      if (key > most) continue;
      this.#rows[this.#ends[key] as number] = row;
      (this.#ends[key] as number)++;
    }
  }

  /** @returns the key's rows, ascending. */
  of(key: number): Uint32Array {
    return this.#rows.subarray(this.#ends[key - 1] ?? 0, this.#ends[key] ?? 0);
  }
}
