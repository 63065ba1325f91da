// The gaps between acknowledged writes that `available` and `failover-within` look at (docs/verdicts.md, section 3).
import { gather, NumberPool, release, rowsAmong } from '../core/columns/columns.ts';
import { medianInPlace, sortInPlace, upperBound } from '../core/columns/sort.ts';
import { FAIL, type History, OK, VIA_WRITE } from '../core/history/history.ts';
import { OncePer } from '../core/history/once-per.ts';
import { leastReaching } from '../core/reaching.ts';
import { IdleStretches } from './idle-stretches.ts';

/** An outage of a second: from here on an acknowledgement must last to end it. */
const LONG_MS = 1000;
/** So often the writes near an acknowledgement are looked for among all. */
const FEW = 8;
/** Refusals that show a working primary: serialization failure, deadlock, lock timeout. */
const REFUSALS = ['40001', '40P01', '55P03', '1205', '1213'];

/** Of one history once: two checkers ask for it. */
export const outagesOf = (history: History): Outages => OUTAGES.of(history);

const OUTAGES = new OncePer((history: History) => new Outages(history));

/** The checkers that ask for the outages of a history. */
export const OUTAGE_CHECKERS: readonly string[] = ['failover-within', 'available'];

/** None of them asks any more. */
export function forgetOutages(history: History): void {
  OUTAGES.forget(history)?.release();
}

export class Outages {
  /** Writes via `write`, ascending. */
  readonly rows: Uint32Array;
  /** Median distance between scheduled writes, ms; NaN with fewer than two. */
  readonly resolutionMs: number;
  /** Those of them that were acknowledged: in the order of their completions, as all operations are. */
  readonly ackRows: Uint32Array;
  readonly #history: History;
  readonly #scheduled: Float64Array;
  #idle: IdleStretches | null = null;
  #service: Service | null = null;
  /** How often somebody asked whether service is back. */
  #asked = 0;
  /** Of acknowledgements, those that end no gap: their places, ascending. */
  #fleeting: NumberPool | null = null;

  constructor(history: History) {
    const { ops } = history;
    this.#history = history;
    const rows = writesOf(ops);
    this.#scheduled = sortInPlace(gather(ops.scheduled, rows));
    // Found again in less time than their room is worth while the distances take theirs.
    release(rows);
    this.resolutionMs = medianDistance(this.#scheduled);
    this.rows = writesOf(ops);
    this.ackRows = rowsAmong(this.rows, (row) => ops.outcome[row] === OK);
  }

  /** @returns when this one of the acknowledged writes completed. */
  ackedAt(place: number): number {
    return this.#history.ops.completed[this.ackRows[place] as number] as number;
  }

  /** @returns whether a write was scheduled after `atMs`. */
  scheduledAfter(atMs: number): boolean {
    return (this.#scheduled.at(-1) ?? Number.NEGATIVE_INFINITY) > atMs;
  }

  /** Calls `each` for every gap in order of time; the open one last. */
  forEachGap(each: (from: number, to: number, open: boolean) => void): void {
    const first = this.#scheduled[0];
    const last = this.#scheduled.at(-1);
    if (first === undefined || last === undefined) return;
    this.#fleeting ??= this.#fleetingFrom(first);
    const fleeting = this.#fleeting;
    let passed = 0;
    let from = first;
    for (let i = 0; i < this.ackRows.length; i++) {
      if (passed < fleeting.length && fleeting.values[passed] === i) {
        passed++;
        continue;
      }
      const to = this.ackedAt(i);
      each(from, to, false);
      from = to;
    }
    if (last > from || this.ackRows.length === 0) each(from, last, true);
  }

  /** @returns the acknowledgements that do not last: a gap ends at each of the others. */
  #fleetingFrom(first: number): NumberPool {
    const fleeting = new NumberPool();
    let from = first;
    for (let i = 0; i < this.ackRows.length; i++) {
      const to = this.ackedAt(i);
      if (to - from > LONG_MS && this.lengthMs(from, to) > LONG_MS && !this.#isBack(to)) fleeting.push(i);
      else from = to;
    }
    if (this.#service) release(...Object.values(this.#service));
    this.#service = null;
    return fleeting;
  }

  /** @returns a gap's length without its idle stretches, of the part from `since` on. */
  lengthMs(from: number, to: number, since = from): number {
    if (to - from <= LONG_MS) return to - since;
    return to - since - this.idle.withinMs(from, to, since);
  }

  get idle(): IdleStretches {
    this.#idle ??= new IdleStretches(this.#history, this.rows, this.#scheduled, this.resolutionMs);
    return this.#idle;
  }

  release(): void {
    // Where all writes were acknowledged, their rows are the same.
    const columns = [this.rows, this.ackRows, this.#scheduled];
    release(...new Map(columns.map((column) => [column.buffer, column])).values());
    this.#fleeting = null;
    this.#idle = null;
  }

  #isBack(atMs: number): boolean {
    const scheduled = upperBound(this.#scheduled, atMs + LONG_MS) - upperBound(this.#scheduled, atMs);
    if (scheduled === 0) return true;
    const { sent, from, until } = this.#serviceAt(atMs);
    const asked = upperBound(sent, atMs + LONG_MS) - upperBound(sent, atMs);
    const answered = upperBound(from, atMs) - upperBound(until, atMs);
    return asked > 0 && 2 * answered >= asked;
  }

  /** Only writes scheduled within a second after it tell: the first few times they alone are looked at, then all are put in order. */
  #serviceAt(atMs: number): Service {
    if (this.#service) return this.#service;
    const { scheduled } = this.#history.ops;
    const isNear = (row: number) => Math.abs((scheduled[row] as number) - atMs) <= 2 * LONG_MS;
    if (this.#asked++ < FEW) return serviceOf(this.#history, rowsAmong(this.rows, isNear));
    this.#service = serviceOf(this.#history, this.rows);
    return this.#service;
  }
}

/** @returns the writes via `write`, ascending: by hand, since there may be a million, and it is done twice. */
function writesOf({ length, write, via }: History['ops']): Uint32Array {
  const rows = new Uint32Array(length);
  let count = 0;
  for (let row = 0; row < length; row++) if (write[row] === 1 && via[row] === VIA_WRITE) rows[count++] = row;
  return rows.subarray(0, count);
}

function medianDistance(ascending: Float64Array): number {
  const distances = ascending.slice(1);
  for (let i = 0; i < distances.length; i++) distances[i] = (distances[i] as number) - (ascending[i] as number);
  const median = medianInPlace(distances);
  release(distances);
  return median;
}

interface Service {
  /** When writes that were sent were scheduled, ascending. */
  sent: Float64Array;
  /** An answered write shows that service is back at t where from <= t < until; both ascending, each on its own. */
  from: Float64Array;
  until: Float64Array;
}

function serviceOf({ ops, names }: History, rows: Uint32Array): Service {
  const refusals = new Set(REFUSALS.map((code) => names.find(code)));
  const notSent = names.find('NOT_SENT');
  const isNotSent = (row: number) => ops.outcome[row] === FAIL && ops.code[row] === notSent;
  const sent = rowsAmong(rows, (row) => !isNotSent(row));
  const answered = rowsAmong(
    sent,
    (row) => ops.outcome[row] === OK || (ops.outcome[row] === FAIL && refusals.has(ops.code[row] as number)),
  );
  const from = new Float64Array(answered.length);
  const until = new Float64Array(answered.length);
  for (let i = 0; i < answered.length; i++) {
    const row = answered[i] as number;
    const [due, completed] = [ops.scheduled[row] as number, ops.completed[row] as number];
    // Scheduled within 1 s after t and answered within 2 s after t.
    from[i] = Math.max(leastReaching(due, LONG_MS), leastReaching(completed, 2 * LONG_MS));
    until[i] = Math.max(Math.min(due, completed), from[i] as number);
  }
  return { sent: sortInPlace(gather(ops.scheduled, sent)), from: sortInPlace(from), until: sortInPlace(until) };
}
