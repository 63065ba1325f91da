// What names stand for, each looked at once.
import { release, withPlace } from '../columns/columns.ts';

/** Above the least meaning, so that 0 says that nobody asked yet. */
const ABOVE = 2;
const LEAST_ROOM = 64;

export class NameMeanings {
  readonly #meaningOf: (name: number) => number;
  /** By id of `names`. */
  #known: Uint32Array;

  /** @param meaningOf an integer from -1 on for an id of `names` @param room for so many ids before anything is copied */
  constructor(meaningOf: (name: number) => number, room = LEAST_ROOM) {
    this.#known = new Uint32Array(room);
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
