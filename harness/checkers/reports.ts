// What a node told of itself: by observations other than `unreachable`, and by its acknowledged operations.
import { release, rowsWhere } from '../core/columns/columns.ts';
import { inOrderOf, lowerBoundNear } from '../core/columns/sort.ts';
import { type History, OK } from '../core/history/history.ts';
import { PRIMARY, UNREACHABLE } from '../core/history/observations.ts';
import type { Evidence } from './evidence.ts';

const BLOCK = 16;

export class Reports {
  readonly #seen: History['observations'];
  readonly #evidence: Evidence;
  /** Observations are numbered on from here. */
  readonly #operations: number;
  /** By when they were asked for: rows, numbered as the evidence's pieces are. */
  readonly #reports: Uint32Array;
  /** When every sixteenth of them was asked for: of all of them that would take twice the room of the rows. */
  readonly #froms: Float64Array;
  /** How far back an overlapping report can have begun. */
  #longest = 0;
  /** What was asked last began near here, and so does the next. */
  #near = 0;

  /** @param evidence tells the times and epochs of rows */
  constructor({ ops, observations: seen }: History, evidence: Evidence, node: number) {
    this.#seen = seen;
    this.#evidence = evidence;
    this.#operations = ops.length;
    const writes = rowsWhere(
      ops.length,
      (row) => ops.outcome[row] === OK && ops.node[row] === node && ops.epoch[row] !== 0,
    );
    const sights = rowsWhere(seen.length, (row) => {
      if (seen.node[row] !== node || seen.role[row] === UNREACHABLE) return false;
      // An observation without an epoch says nothing of it.
      return seen.role[row] !== PRIMARY || seen.epoch[row] !== 0;
    });
    const [done, asked] = [inOrderOf(ops.invoked, writes), inOrderOf(seen.asked, sights)];
    this.#reports = new Uint32Array(done.length + asked.length);
    this.#froms = new Float64Array(Math.ceil(this.#reports.length / BLOCK));
    // Each in order, both together by merging: of the two a recorder writes each in order, so that mostly nothing is sorted.
    for (let i = 0, [d, a] = [0, 0]; i < this.#reports.length; i++) {
      const isDone =
        a === asked.length ||
        (d < done.length && (ops.invoked[done[d] as number] as number) <= (seen.asked[asked[a] as number] as number));
      const report = isDone ? (done[d++] as number) : ops.length + (asked[a++] as number);
      const from = evidence.start(report);
      this.#reports[i] = report;
      if (i % BLOCK === 0) this.#froms[i / BLOCK] = from;
      this.#longest = Math.max(this.#longest, evidence.end(report) - from);
    }
    for (const rows of new Set([writes, sights, done, asked])) release(rows);
  }

  /** @returns whether one that overlaps (from, to) tells of anything but being a primary in the epoch. */
  tellOfAnother(epoch: number, from: number, to: number): boolean {
    const [reports, evidence] = [this.#reports, this.#evidence];
    this.#near = lowerBoundNear(this.#froms, from - this.#longest, this.#near);
    for (let i = Math.max(0, this.#near - 1) * BLOCK; i < reports.length; i++) {
      const report = reports[i] as number;
      if (evidence.start(report) >= to) return false;
      if (evidence.end(report) > from && this.#epoch(report) !== epoch) return true;
    }
    return false;
  }

  /** 0: it said that it was no primary at all. */
  #epoch(report: number): number {
    const row = report - this.#operations;
    return row < 0 || this.#seen.role[row] === PRIMARY ? this.#evidence.epoch(report) : 0;
  }
}
