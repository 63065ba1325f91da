// What a recovery drill shows: rows over time until the mark, and each restore with the rows it brought back.
import type { MarkLine, Ranges, RestoreLine } from '../core/history-format.ts';
import { duration, moment, plural } from './format.ts';
import type { RunView } from './run-view.ts';

/** @returns how many integers closed ranges hold. */
export const rowsIn = (ranges: Ranges | null): number | null =>
  ranges === null ? null : ranges.reduce((sum, [first, last]) => sum + last - first + 1, 0);

/** The mark that a restore goes back to, or null when the history has none of that name. */
export const markOf = ({ marks }: RunView, { mark }: RestoreLine): MarkLine | null =>
  marks.find(({ name }) => name === mark) ?? null;

/**
 * When a restore's target lies on the run's clock, ms: a time by the run's start, a position by the mark that has it.
 * Null where it cannot be said.
 */
export function targetAtMs(view: RunView, restore: RestoreLine): number | null {
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

/** `drop-table ran at 20.0 s. The restore by-time brought 950 rows back to restored in 11.5 s.` */
export function restoreSentences({ marks, restores }: RunView): string[] {
  return [
    ...marks
      .slice(0, MOST_SENTENCES)
      .map(({ name, barrier, completedAtMs }) => `${name} ${barrier ? 'ran' : 'was set'} at ${moment(completedAtMs)}.`),
    ...restores.slice(0, MOST_SENTENCES).map(({ name, node, value, outcome, invokedAtMs, completedAtMs }) => {
      if (outcome !== 'ok' || completedAtMs === null) return `The restore ${name} to ${node} did not succeed.`;
      const rows = plural(rowsIn(value) ?? 0, 'row');
      return `The restore ${name} brought ${rows} back to ${node} in ${duration(completedAtMs - invokedAtMs)}.`;
    }),
  ];
}

/** How many writes had been acknowledged at each moment, as steps, until the first barrier: there the table is gone. */
export function rowsOverTime({ writes, marks }: RunView, momentsMs: readonly number[]): (number | null)[] {
  const gone = marks.find(({ barrier }) => barrier === true)?.completedAtMs ?? Number.POSITIVE_INFINITY;
  const counts = momentsMs.map(() => 0);
  for (const { fate, completedAtMs } of writes) {
    if (fate !== 'ok' || completedAtMs === null || completedAtMs > gone) continue;
    const at = firstNotBefore(momentsMs, completedAtMs);
    if (at < counts.length) counts[at] = (counts[at] as number) + 1;
  }
  let sum = 0;
  return counts.map((count, at) => {
    sum += count;
    return (momentsMs[at] as number) > gone ? null : sum;
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
