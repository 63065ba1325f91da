// PostgreSQL's timelines are numbers: those that names spell, each looked at once.

import { withPlace } from '../columns/columns.ts';
import type { Names } from '../names/names.ts';
import { OncePer } from './once-per.ts';

/** Of the same names once: who reads them has looked at each epoch already. */
export const timelinesOf = (names: Names): Timelines => TIMELINES.of(names);

const TIMELINES = new OncePer((names: Names) => new Timelines(names));

export class Timelines {
  readonly #names: Names;
  /** By id: NaN where the name is none, 0 where nobody looked. (The timeline 0 is looked at again.) */
  #numbers: Float64Array;
  /** The names with lesser ids were all looked at. */
  #seen = 1;

  constructor(names: Names) {
    this.#names = names;
    this.#numbers = new Float64Array(names.room).fill(Number.NaN, 0, 1);
  }

  /** @returns whether the name is a timeline, without a zero in front of it */
  has(name: number): boolean {
    // Asked here as well, where the kind of array is known: `withPlace` takes all, and there may be a new name in each line.
    if (name >= this.#numbers.length) this.#numbers = withPlace(this.#numbers, name);
    if (this.#numbers[name] === 0) this.#names.readWholeNumber(name, this.#numbers, name);
    return !Number.isNaN(this.#numbers[name]);
  }

  /** @returns all of them, by the ids of the names; NaN where the name is none. They stay as they are when names are added. */
  numbers(): Float64Array {
    const { count } = this.#names;
    // Not grown, which would take them away from whoever was given them before.
    if (count > this.#numbers.length) {
      const room = new Float64Array(count);
      room.set(this.#numbers);
      this.#numbers = room;
    }
    for (; this.#seen < count; this.#seen++) this.has(this.#seen);
    return this.#numbers.subarray(0, this.#seen);
  }
}
