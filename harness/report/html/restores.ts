// Rows over time: acknowledged until the drop, gone after it, and back at the end of each restore, beside its target.
import { count, duration, escaped, moment } from '../format.ts';
import { markOf, rowsBefore, rowsIn, rowsOverTime, targetAtMs, tookMs, where } from '../restores.ts';
import type { RunView, ToldRestore } from '../run-view.ts';
import { type Axis, BUCKETS, LEFT, n, RIGHT, type Row, rowName, startOf } from './axis.ts';
import { textWidth } from './labels.ts';

const HEIGHT = 72;
const BAR = 18;
const MOST = 8;

/** @param wrong the names of restores that are not exact */
export function restoresRow(axis: Axis, view: RunView, wrong: readonly string[]): Row | null {
  if (view.restores.length === 0) return null;
  const shown = view.restores.slice(0, MOST);
  const moments = Array.from({ length: BUCKETS }, (_, at) => startOf(axis, at + 1));
  const rows = rowsOverTime(view, moments);
  const most = Math.max(1, ...rows.map((one) => one ?? 0), ...shown.map(({ value }) => rowsIn(value) ?? 0));
  return {
    height: HEIGHT + 28 + BAR * shown.length,
    draw: (y) => {
      const top = y + 14;
      const up = (value: number) => top + HEIGHT - (value / most) * HEIGHT;
      const grid = [0, most].map(
        (value) =>
          `<path class="grid" d="M${LEFT} ${n(up(value))}H${RIGHT}"/><text class="dim small" text-anchor="end" x="${LEFT - 6}" y="${n(up(value) + 4)}">${count(value)}</text>`,
      );
      const target = shown.map((one) => targetAtMs(view, one)).find((atMs) => atMs !== null) ?? null;
      const bars = shown.map((one, at) => {
        const isWrong = wrong.includes(one.name) || tookMs(one) === null;
        return bar(axis, one, inRows(view, one), isWrong, top + HEIGHT + 9 + at * BAR);
      });
      return [
        rowName(y + 32, 'Rows'),
        ...grid,
        ...shown.map((one) => comeback(axis, view, one, up)),
        `<path class="rows" d="${steps(axis, moments, rows, up)}"/>`,
        target === null ? '' : targetMark(axis, target, y, top + HEIGHT),
        goneText(axis, view, up(0)),
        ...bars,
      ].join('');
    },
  };
}

/** A line that falls to nothing where the table is gone, and rises where it is back. */
function steps(axis: Axis, moments: number[], rows: (number | null)[], up: (value: number) => number): string {
  let path = `M${LEFT} ${n(up(0))}`;
  for (const [at, value] of rows.entries()) {
    const x = n(axis.x(moments[at] as number));
    const before = at === 0 ? 0 : rows[at - 1];
    if (value === null) path += before === null ? '' : `V${n(up(0))}`;
    else path += before === null ? `M${x} ${n(up(value))}` : `L${x} ${n(up(value))}`;
  }
  return path;
}

/** From a restore's begin to its end: how many rows are back. A dotted line says where they come from. */
function comeback(axis: Axis, view: RunView, restore: ToldRestore, up: (value: number) => number): string {
  const { invokedAtMs, completedAtMs, value, name } = restore;
  if (tookMs(restore) === null || completedAtMs === null) return '';
  const rows = rowsIn(value) ?? 0;
  const [a, b, high] = [axis.x(invokedAtMs), axis.x(completedAtMs), n(up(rows))];
  const mark = markOf(view, restore);
  const from = mark ? `<path class="same" d="M${n(axis.x(mark.invokedAtMs))} ${high}H${n(b)}"/>` : '';
  const title = `${name}: ${count(rows)} rows are back at ${moment(completedAtMs)}`;
  return `<g><title>${escaped(title)}</title>${from}<path class="back" d="M${n(a)} ${n(up(0))}L${n(b)} ${high}"/><circle class="back-dot" cx="${n(b)}" cy="${high}" r="3.5"/></g>`;
}

const targetMark = (axis: Axis, atMs: number, y: number, bottom: number): string =>
  `<g data-figure="target" data-at-ms="${n(atMs)}"><title>the restore’s target: ${moment(atMs)}</title><path class="target" d="M${n(axis.x(atMs))} ${n(bottom)}V${n(y + 14)}"/><text class="small expected-text" text-anchor="end" x="${n(axis.x(atMs) - 5)}" y="${n(y + 10)}">target</text></g>`;

/** Where the rows went. */
function goneText(axis: Axis, { marks }: RunView, y: number): string {
  const drop = marks.find(({ barrier }) => barrier === true);
  return drop
    ? `<text class="small dim halo" x="${n(axis.x(drop.completedAtMs) + 5)}" y="${n(y - 5)}">no row is left</text>`
    : '';
}

/** `950 of 950 rows`. */
function inRows(view: RunView, restore: ToldRestore): string {
  const rows = rowsIn(restore.value) ?? 0;
  const mark = markOf(view, restore);
  const before = mark ? rowsBefore(view, mark) : rows;
  return rows <= before
    ? `${count(rows)} of ${count(before)} rows`
    : `${count(rows)} rows, ${count(before)} acknowledged`;
}

function bar(axis: Axis, restore: ToldRestore, rows: string, wrong: boolean, y: number): string {
  const { name, invokedAtMs, completedAtMs, outcome, target, steps: told = [] } = restore;
  const [a, b] = [axis.x(invokedAtMs), axis.x(completedAtMs ?? axis.toMs)];
  const took = tookMs(restore);
  const what = took === null ? `outcome ${outcome}` : `${rows} in ${duration(took)}`;
  const text = `restore ${name}, ${where(restore)}: ${what}`;
  const width = textWidth(text) + 10;
  const [place, anchor] = b - a > width ? [a + 5, 'start'] : b + width < RIGHT ? [b + 5, 'start'] : [a - 5, 'end'];
  const ticks = told.map(
    ({ step, atMs }) =>
      `<path class="steps" d="M${n(axis.x(atMs))} ${n(y)}v${BAR - 4}"><title>${escaped(`${step} at ${moment(atMs)}, ${duration(atMs - invokedAtMs)} after the restore began`)}</title></path>`,
  );
  const title = `<title>${escaped(`${text}; target ${target.type} ${target.value}`)}</title>`;
  return `<g data-figure="restore" data-name="${escaped(name)}" data-rows="${rowsIn(restore.value) ?? ''}" data-ms="${took ?? ''}">${title}<rect class="${wrong ? 'fail' : 'restore'}" x="${n(a)}" y="${n(y)}" width="${n(Math.max(2, b - a))}" height="${BAR - 4}"/>${ticks.join('')}<text class="small halo" text-anchor="${anchor}" x="${n(place as number)}" y="${n(y + BAR - 7)}">${escaped(text)}</text></g>`;
}

/** Each restore's steps in words, beside what the reference document promises. */
export function restoreTable({
  name,
  target,
  backup,
  invokedAtMs,
  completedAtMs,
  referenceMs,
  steps: told = [],
}: ToldRestore): string {
  const all = [...told, ...(completedAtMs === null ? [] : [{ step: 'done', atMs: completedAtMs }])];
  const rows = all.map(
    ({ step, atMs }) =>
      `<tr><td>${escaped(step)}</td><td class="number">${(atMs / 1000).toFixed(3)} s</td><td class="number">+${duration(atMs - invokedAtMs)}</td></tr>`,
  );
  const reference = referenceMs
    ? `; the reference document allows ${duration(referenceMs.min)} to ${duration(referenceMs.max)}`
    : '';
  const from = backup ? `, from backup ${backup}` : '';
  return `<p>${escaped(`Restore ${name}: target ${`${target.type} ${target.value}`.trim()}${from}${reference}.`)}</p>
<div class="scroll" tabindex="0" role="region" aria-label="${escaped(`Restore ${name}`)}"><table><tr><th>step</th><th class="number">at</th><th class="number">after it was asked for</th></tr>${rows.join('')}</table></div>`;
}
