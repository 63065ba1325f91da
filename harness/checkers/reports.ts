// What a node told of itself: by observations other than `unreachable`, and by its acknowledged operations.
import { gather, release, rowsWhere } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';
import { PRIMARY, UNREACHABLE } from '../core/observations.ts';
import { ascendingOrder, lowerBound } from '../core/sort.ts';

export class Reports {
  readonly #ops: History['ops'];
  readonly #seen: History['observations'];
  /** By when they were asked for: rows of the operations, and those of the observations, which are numbered on. */
  readonly #reports: Uint32Array;
  readonly #froms: Float64Array;
  /** How far back an overlapping report can have begun. */
  #longest = 0;

  constructor({ ops, observations: seen }: History, node: number) {
    this.#ops = ops;
    this.#seen = seen;
    const reports = rowsWhere(ops.length + seen.length, (report) => {
      const row = report - ops.length;
      if (row < 0) return ops.outcome[report] === OK && ops.node[report] === node && ops.epoch[report] !== 0;
      if (seen.node[row] !== node || seen.role[row] === UNREACHABLE) return false;
      // An observation without an epoch says nothing of it.
      return seen.role[row] !== PRIMARY || seen.epoch[row] !== 0;
    });
    const froms = new Float64Array(reports.length);
    for (let i = 0; i < froms.length; i++) {
      const report = reports[i] as number;
      froms[i] = this.#from(report);
      this.#longest = Math.max(this.#longest, this.#to(report) - this.#from(report));
    }
    const order = ascendingOrder(froms);
    this.#froms = gather(froms, order);
    this.#reports = gather(reports, order);
    release(froms, reports, order);
  }

  /** @returns whether one that overlaps (from, to) tells of anything but being a primary in the epoch. */
  tellOfAnother(epoch: number, from: number, to: number): boolean {
    const froms = this.#froms;
    for (let i = lowerBound(froms, from - this.#longest); i < froms.length && (froms[i] as number) < to; i++) {
      const report = this.#reports[i] as number;
      if (this.#epoch(report) !== epoch && this.#to(report) > from) return true;
    }
    return false;
  }

  #from(report: number): number {
    const row = report - this.#ops.length;
    return (row < 0 ? this.#ops.invoked[report] : this.#seen.asked[row]) as number;
  }

  #to(report: number): number {
    const row = report - this.#ops.length;
    return (row < 0 ? this.#ops.completed[report] : this.#seen.at[row]) as number;
  }

  /** 0: it said that it was no primary at all. */
  #epoch(report: number): number {
    const row = report - this.#ops.length;
    if (row < 0) return this.#ops.epoch[report] as number;
    return this.#seen.role[row] === PRIMARY ? (this.#seen.epoch[row] as number) : 0;
  }
}
