// `no-phantom-writes`: no node holds a value that nobody wrote, or holds one twice.
import { type Checker, verdictOf } from '../core/checker.ts';
import { areSameRanges } from '../core/columns/ranges.ts';
import { FAIL, type History } from '../core/history/history.ts';
import { contentsOf } from './contents.ts';
import { type Contents, type FinalRead, lastIn } from './final-read.ts';

/** So many witnesses are kept of a read; the number of all of them is in the facts. */
const MOST = 100;

export const noPhantomWrites: Checker = (history) => {
  let judged = 0;
  let phantoms = 0;
  let duplicates = 0;
  const witnesses: unknown[] = [];
  for (const kind of contentsOf(history)) {
    let last: { read: FinalRead; found: Found } | null = null;
    const invokedLast = kind.reads.length > 1 ? lastIn(history.ops.invoked, kind.rows) : 0;
    for (const read of kind.reads) {
      // Replicas hold the same as a rule, and are read when no write is invoked any more: then one is looked at for all.
      const isSame = last !== null && invokedLast < Math.min(read.completedAtMs, last.read.completedAtMs);
      const found: Found =
        last && isSame && areSameRanges(read, last.read) ? last.found : phantomsOf(history, kind, read);
      last = { read, found };
      judged += read.length ?? found.held;
      phantoms += found.held - found.written;
      duplicates += read.duplicates.length;
      const { node } = read;
      witnesses.push(...found.examples.map((value) => ({ node, value: kind.show(value), why: 'nobody wrote it' })));
      witnesses.push(
        ...read.duplicates.slice(0, MOST).map((value) => ({ node, value: kind.show(value), why: 'there twice' })),
      );
    }
  }
  return verdictOf({
    invalid: [
      ...(phantoms > 0 ? [`${phantoms} value(s) that nobody wrote, or whose write failed`] : []),
      ...(duplicates > 0 ? [`${duplicates} value(s) more than once`] : []),
    ],
    witnesses,
    facts: { judged, phantoms, duplicates },
  });
};

interface Found {
  held: number;
  /** Of those held. */
  written: number;
  examples: number[];
}

/** Counts by ranges: a read may claim more values than could ever be listed. */
function phantomsOf({ ops }: History, { values, rows }: Contents, read: FinalRead): Found {
  let held = 0;
  let written = 0;
  const examples: number[] = [];
  // Values and ranges ascend together.
  let i = 0;
  for (let at = 0; at < read.first.length; at++) {
    const first = read.first[at] as number;
    const last = read.last[at] as number;
    held += last - first + 1;
    let next = first;
    while (i < values.length && (values[i] as number) < first) i++;
    while (i < values.length && (values[i] as number) <= last) {
      const value = values[i] as number;
      let real = false;
      for (; i < values.length && values[i] === value; i++) {
        const row = rows[i] as number;
        real ||= ops.outcome[row] !== FAIL && (ops.invoked[row] as number) < read.completedAtMs;
      }
      if (!real) continue;
      written++;
      for (; next < value && examples.length < MOST; next++) examples.push(next);
      next = value + 1;
    }
    for (; next <= last && examples.length < MOST; next++) examples.push(next);
  }
  return { held, written, examples };
}
