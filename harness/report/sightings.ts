// What was seen of one node, as plain columns, in order of time.

import { ascendingOrder } from '../core/columns/sort.ts';
import type { ObservationLine, Role } from '../core/history/history-format.ts';
import { Names } from '../core/names/names.ts';

const ROLES: readonly Role[] = ['primary', 'replica', 'joining', 'non-primary', 'down', 'unreachable'];

export interface Sighting {
  atMs: number;
  role: Role;
  /** Null where it was not read. */
  epoch: string | null;
  /** Was a write that went straight to this node acknowledged? */
  tookWrite: boolean;
}

export class Sightings {
  #names = new Names();
  #at: number[] = [];
  #role: number[] = [];
  #epoch: number[] = [];
  #took: number[] = [];

  add({ atMs, role, epoch, writable }: ObservationLine): void {
    this.#at.push(atMs);
    this.#role.push(ROLES.indexOf(role));
    this.#epoch.push(this.#names.id(epoch));
    this.#took.push(writable === true ? 1 : 0);
  }

  *[Symbol.iterator](): Generator<Sighting> {
    // Lines are written when they are known, which is not always the order of what they tell.
    for (const row of ascendingOrder(Float64Array.from(this.#at))) {
      const epoch = this.#epoch[row] as number;
      yield {
        atMs: this.#at[row] as number,
        role: ROLES[this.#role[row] as number] ?? 'unreachable',
        epoch: epoch === 0 ? null : this.#names.text(epoch),
        tookWrite: this.#took[row] === 1,
      };
    }
  }
}
