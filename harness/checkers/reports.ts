// What a node told of itself: by observations other than `unreachable`, and by its acknowledged operations.
import { gather, release, rowsWhere } from '../core/columns.ts';
import { type History, OK } from '../core/history.ts';
import { PRIMARY, UNREACHABLE } from '../core/observations.ts';
import { ascendingOrder, lowerBound } from '../core/sort.ts';
import type { Evidence } from './evidence.ts';

export class Reports {
  readonly #seen: History['observations'];
  readonly #evidence: Evidence;
  /** Observations are numbered on from here. */
  readonly #operations: number;
  /** By when they were asked for: rows, numbered as the evidence's pieces are. */
  readonly #reports: Uint32Array;
  readonly #froms: Float64Array;
  /** How far back an overlapping report can have begun. */
  #longest = 0;

  /** @param evidence tells the times and epochs of rows */
  constructor({ ops, observations: seen }: History, evidence: Evidence, node: number) {
    this.#seen = seen;
    this.#evidence = evidence;
    this.#operations = ops.length;
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
      const from = evidence.start(report);
      froms[i] = from;
      this.#longest = Math.max(this.#longest, evidence.end(report) - from);
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
      if (this.#epoch(report) !== epoch && this.#evidence.end(report) > from) return true;
    }
    return false;
  }

  /** 0: it said that it was no primary at all. */
  #epoch(report: number): number {
    const row = report - this.#operations;
    return row < 0 || this.#seen.role[row] === PRIMARY ? this.#evidence.epoch(report) : 0;
  }
}
