// A list whose elements are made when they are asked for: a verdict may tell of a million faults, which are never there at once.

/** @returns whether it is a list, made when it is asked for or not */
export const isList = (value: unknown): value is readonly unknown[] | MadeList<unknown> =>
  Array.isArray(value) || value instanceof MadeList;

export class MadeList<T> implements Iterable<T> {
  readonly length: number;
  readonly #make: (place: number) => T;

  constructor(length: number, make: (place: number) => T) {
    this.length = length;
    this.#make = make;
  }

  /** @returns the elements from one place to before another, as an array's `slice` does */
  slice(from: number, to: number): T[] {
    const end = Math.min(to, this.length);
    return Array.from({ length: Math.max(0, end - from) }, (_, i) => this.#make(from + i));
  }

  *[Symbol.iterator](): Generator<T> {
    for (let place = 0; place < this.length; place++) yield this.#make(place);
  }

  /** In JSON it is a list like others. */
  toJSON(): T[] {
    return [...this];
  }
}
