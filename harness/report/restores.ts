// What a recovery drill shows: rows over time until the mark, and each restore with the rows it brought back.
import type { Ranges } from '../core/columns/ranges.ts';
import type { MarkLine } from '../core/history/history-format.ts';
import { duration, moment, plural } from './format.ts';
import type { RunView, ToldRestore } from './run-view.ts';

/** @returns how many integers closed ranges hold. */
export const rowsIn = (ranges: Ranges | null): number | null =>
  ranges === null ? null : ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** The mark that a restore goes back to, or null when the history has none of that name. */
export const markOf = ({ marks }: RunView, { mark }: ToldRestore): MarkLine | null =>
  marks.find(({ name }) => name === mark) ?? null;

/** `to the side`, `in place`; where the run did not tell, `to <node>`. */
export const where = ({ to, node }: ToldRestore): string =>
  to === 'place' ? 'in place' : to === 'side' ? 'to the side' : `to ${node}`;

/** How long it took, ms; null: it never ended, or failed. */
export const tookMs = ({ outcome, invokedAtMs, completedAtMs }: ToldRestore): number | null =>
  outcome === 'ok' && completedAtMs !== null ? completedAtMs - invokedAtMs : null;

/**
 * When a restore's target lies on the run's clock, ms: a time by the run's start, a position by the mark that has it.
 * Null where it cannot be said.
 */
export function targetAtMs(view: RunView, restore: ToldRestore): number | null {
  const { type, value } = restore.target;
  if (type === 'time' && view.run) {
    // PostgreSQL writes `2026-11-22 18:00:52.000+00`; a date parser wants the T and the minutes of the offset.
    const text = value
      .trim()
      .replace(' ', 'T')
      .replace(/([+-]\d\d)$/, '$1:00');
    const atMs = Date.parse(text) - Date.parse(view.run.startedAt);
    return Number.isFinite(atMs) ? atMs : null;
  }
  const mark = markOf(view, restore);
  return mark?.position === value ? mark.invokedAtMs : null;
}

/** How many writes had been acknowledged before a mark: before its end, where nothing could be written meanwhile. */
export function rowsBefore({ writes }: RunView, { barrier, invokedAtMs, completedAtMs }: MarkLine): number {
  const untilMs = barrier === true ? completedAtMs : invokedAtMs;
  let sum = 0;
  for (const { fate, completedAtMs: atMs } of writes) if (fate === 'ok' && atMs !== null && atMs < untilMs) sum++;
  return sum;
}

/** More would hide the verdict. */
const MOST_SENTENCES = 3;

/** `before-drop was marked at 20.0 s. The restore by-time brought 950 rows back to the side in 11.5 s.` */
export function restoreSentences({ marks, restores, faults }: RunView): string[] {
  const told = marks.filter(({ name }) => !faults.some((fault) => fault.name === name));
  return [
    ...told
      .slice(0, MOST_SENTENCES)
      .map(({ name, completedAtMs }) => `${name} was marked at ${moment(completedAtMs)}.`),
    ...restores.slice(0, MOST_SENTENCES).map((restore) => {
      const took = tookMs(restore);
      if (took === null) return `The restore ${restore.name} did not succeed.`;
      const rows = plural(rowsIn(restore.value) ?? 0, 'row');
      return `The restore ${restore.name} brought ${rows} back ${where(restore)} in ${duration(took)}.`;
    }),
  ];
}

/**
 * How many rows the cluster's table had at each moment, as steps: what was acknowledged; null from the first barrier on,
 * where the table is gone, until it is restored in place; from then on what was restored and acknowledged since.
 */
export function rowsOverTime({ writes, marks, restores }: RunView, momentsMs: readonly number[]): (number | null)[] {
  const goneMs = marks.find(({ barrier }) => barrier === true)?.completedAtMs ?? Number.POSITIVE_INFINITY;
  const place = restores.find(({ to, outcome }) => to === 'place' && outcome === 'ok');
  const counts = momentsMs.map(() => 0);
  // The first write that is acknowledged again may come before the restore says that it has ended.
  let backMs = place?.completedAtMs ?? Number.POSITIVE_INFINITY;
  for (const { fate, completedAtMs } of writes) {
    if (fate !== 'ok' || completedAtMs === null) continue;
    if (completedAtMs > goneMs && completedAtMs < backMs && place) backMs = completedAtMs;
    const at = firstNotBefore(momentsMs, completedAtMs);
    if (at < counts.length) counts[at] = (counts[at] as number) + 1;
  }
  let sum = 0;
  let back = false;
  return counts.map((count, at) => {
    const atMs = momentsMs[at] as number;
    if (atMs >= backMs && !back) {
      back = true;
      sum = rowsIn(place?.value ?? null) ?? 0;
    }
    sum += count;
    return atMs > goneMs && !back ? null : sum;
  });
}

function firstNotBefore(sorted: readonly number[], ms: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) < ms) low = middle + 1;
    else high = middle;
  }
  return low;
}
