// What names stand for, each looked at once.
import { release, withPlace } from '../columns/columns.ts';

/** Above the least meaning, so that 0 says that nobody asked yet. */
const ABOVE = 2;

export class NameMeanings {
  readonly #meaningOf: (name: number) => number;
  /** By id of `names`. */
  #known = new Uint32Array(64);

  /** @param meaningOf an integer from -1 on for an id of `names` */
  constructor(meaningOf: (name: number) => number) {
    this.#meaningOf = meaningOf;
  }

  of(name: number): number {
    const known = this.#known[name] ?? 0;
    return known === 0 ? this.#ask(name) : known - ABOVE;
  }

  /** Nobody asks any more. */
  release(): void {
    release(this.#known);
  }

  #ask(name: number): number {
    const meaning = this.#meaningOf(name);
    this.#known = withPlace(this.#known, name);
    this.#known[name] = meaning + ABOVE;
    return meaning;
  }
}
