// The writes of a history as plain columns: a report of a million writes keeps a dozen numbers each, not an object.
import type { OpLine, Outcome } from '../core/history/history-format.ts';
import { Names } from '../core/names/names.ts';

/** As the outcome, but what its client never sent was not refused by anybody. */
export type Fate = Outcome | 'not-sent';
const FATES: readonly Fate[] = ['ok', 'fail', 'unknown', 'not-sent'];

export interface Write {
  scheduledAtMs: number;
  completedAtMs: number | null;
  fate: Fate;
  /** Null where nobody said who took it. */
  node: string | null;
}

/** Writes (`add`, `transfer`, a `txn` with an append) in the order of the file, whatever their way and outcome. */
export class Writes {
  #names = new Names();
  #scheduled: number[] = [];
  /** NaN where it is null. */
  #completed: number[] = [];
  #fate: number[] = [];
  #node: number[] = [];
  #epoch: number[] = [];

  add({ scheduledAtMs, completedAtMs, outcome, node, epoch, error }: OpLine): void {
    this.#scheduled.push(scheduledAtMs);
    this.#completed.push(completedAtMs ?? Number.NaN);
    this.#fate.push(FATES.indexOf(error?.code === 'NOT_SENT' ? 'not-sent' : outcome));
    this.#node.push(this.#names.id(node));
    this.#epoch.push(this.#names.id(epoch));
  }

  get length(): number {
    return this.#scheduled.length;
  }

  *[Symbol.iterator](): Generator<Write> {
    for (let row = 0; row < this.length; row++) {
      const completedAtMs = this.#completed[row] as number;
      const node = this.#node[row] as number;
      yield {
        scheduledAtMs: this.#scheduled[row] as number,
        completedAtMs: Number.isNaN(completedAtMs) ? null : completedAtMs,
        fate: FATES[this.#fate[row] as number] ?? 'unknown',
        node: node === 0 ? null : this.#names.text(node),
      };
    }
  }

  /** @returns when each write that this node acknowledged in this epoch completed, in the order of the file */
  *acknowledgedIn(node: string, epoch: string): Generator<number> {
    const [nodeId, epochId, ok] = [this.#names.find(node), this.#names.find(epoch), FATES.indexOf('ok')];
    for (let row = 0; row < this.length; row++)
      if (this.#node[row] === nodeId && this.#epoch[row] === epochId && this.#fate[row] === ok)
        yield this.#completed[row] as number;
  }
}
