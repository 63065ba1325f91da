// Some of the names, by their ids: there may be a million of them.
import { withPlace } from '../columns/columns.ts';

export class NameSet {
  /** 1 for those that are in it, by id. */
  #has = new Uint8Array(64);

  /** Puts a name in. @returns whether it is new */
  add(id: number): boolean {
    this.#has = withPlace(this.#has, id);
    if (this.#has[id] === 1) return false;
    this.#has[id] = 1;
    return true;
  }
}
