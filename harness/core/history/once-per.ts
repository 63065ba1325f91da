// What several ask for of one thing is made once, and kept as long as that thing.

export class OncePer<Key extends object, Made> {
  readonly #make: (key: Key) => Made;
  readonly #known = new WeakMap<Key, Made>();

  constructor(make: (key: Key) => Made) {
    this.#make = make;
  }

  of(key: Key): Made {
    const known = this.#known.get(key) ?? this.#make(key);
    this.#known.set(key, known);
    return known;
  }

  /** The next one who asks has it made again. @returns what was known; undefined where nobody had asked */
  forget(key: Key): Made | undefined {
    const known = this.#known.get(key);
    this.#known.delete(key);
    return known;
  }
}
