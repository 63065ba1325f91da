// Rows over time: acknowledged until the drop, gone after it, and back at the end of each restore, beside its target.
import type { RestoreLine } from '../../core/history-format.ts';
import { count, duration, escaped, moment } from '../format.ts';
import { markOf, rowsBefore, rowsIn, rowsOverTime, targetAtMs } from '../restores.ts';
import type { RunView } from '../run-view.ts';
import { type Axis, BUCKETS, LEFT, n, RIGHT, type Row, rowName, startOf } from './axis.ts';
import { textWidth } from './labels.ts';

const HEIGHT = 72;
const BAR = 16;
const MOST = 8;

export function restoresRow(axis: Axis, view: RunView, wrong: readonly string[]): Row | null {
  if (view.restores.length === 0) return null;
  const shown = view.restores.slice(0, MOST);
  const moments = Array.from({ length: BUCKETS }, (_, at) => startOf(axis, at + 1));
  const rows = rowsOverTime(view, moments);
  const restored = shown.map(({ value }) => rowsIn(value) ?? 0);
  const most = Math.max(1, ...rows.map((one) => one ?? 0), ...restored);
  return {
    height: HEIGHT + 26 + BAR * shown.length,
    draw: (y) => {
      const top = y + 14;
      const up = (value: number) => top + HEIGHT - (value / most) * HEIGHT;
      const grid = [0, most].map(
        (value) =>
          `<path class="grid" d="M${LEFT} ${n(up(value))}H${RIGHT}"/><text class="dim small" text-anchor="end" x="${LEFT - 6}" y="${n(up(value) + 4)}">${count(value)}</text>`,
      );
      const target = shown.map((one) => targetAtMs(view, one)).find((atMs) => atMs !== null);
      return [
        rowName(y + 32, 'Rows'),
        ...grid,
        `<path class="rows" d="${area(axis, moments, rows, up)}"/>`,
        ...shown.map((one, at) => comeback(axis, view, one, restored[at] as number, up)),
        target === undefined ? '' : targetMark(axis, target as number, y, top + HEIGHT),
        ...shown.map((one, at) =>
          bar(axis, one, inRows(view, one), wrong.includes(one.name), top + HEIGHT + 8 + at * BAR),
        ),
        goneText(axis, view, up(0)),
      ].join('');
    },
  };
}

function area(axis: Axis, moments: number[], rows: (number | null)[], up: (value: number) => number): string {
  const known = rows.flatMap((value, at) => (value === null ? [] : [{ x: axis.x(moments[at] as number), value }]));
  const last = known.at(-1);
  if (!last) return '';
  const gone = known.length < rows.length ? `V${n(up(0))}` : '';
  return `M${LEFT} ${n(up(0))}${known.map(({ x, value }) => `L${n(x)} ${n(up(value))}`).join('')}${gone}`;
}

/** From the restore's begin to its end, then flat: how many rows are back. A dotted line says where they come from. */
function comeback(
  axis: Axis,
  view: RunView,
  restore: RestoreLine,
  rows: number,
  up: (value: number) => number,
): string {
  const { invokedAtMs, completedAtMs, outcome, name } = restore;
  if (completedAtMs === null || outcome !== 'ok') return '';
  const [a, b, high] = [axis.x(invokedAtMs), axis.x(completedAtMs), n(up(rows))];
  const mark = markOf(view, restore);
  const from = mark ? `<path class="same" d="M${n(axis.x(mark.invokedAtMs))} ${high}H${n(b)}"/>` : '';
  return `<g><title>${escaped(`${name}: ${count(rows)} rows are back at ${moment(completedAtMs)}`)}</title>${from}<path class="back" d="M${n(a)} ${n(up(0))}L${n(b)} ${high}H${RIGHT}"/></g>`;
}

const targetMark = (axis: Axis, atMs: number, y: number, bottom: number): string =>
  `<g data-figure="target" data-at-ms="${n(atMs)}"><title>the restore’s target: ${moment(atMs)}</title><path class="target" d="M${n(axis.x(atMs))} ${n(bottom)}V${n(y + 14)}"/><text class="small expected-text" text-anchor="end" x="${n(axis.x(atMs) - 5)}" y="${n(y + 10)}">target</text></g>`;

/** Where the rows went. */
function goneText(axis: Axis, { marks }: RunView, y: number): string {
  const drop = marks.find(({ barrier }) => barrier === true);
  return drop
    ? `<text class="small dim" x="${n(axis.x(drop.completedAtMs) + 5)}" y="${n(y - 5)}">no row is left</text>`
    : '';
}

/** `950 of 950 rows`. */
function inRows(view: RunView, restore: RestoreLine): string {
  const rows = rowsIn(restore.value) ?? 0;
  const mark = markOf(view, restore);
  const before = mark ? rowsBefore(view, mark) : rows;
  return rows <= before
    ? `${count(rows)} of ${count(before)} rows`
    : `${count(rows)} rows, ${count(before)} acknowledged`;
}

function bar(axis: Axis, restore: RestoreLine, rows: string, wrong: boolean, y: number): string {
  const { name, node, invokedAtMs, completedAtMs, outcome, target } = restore;
  const [a, b] = [axis.x(invokedAtMs), axis.x(completedAtMs ?? axis.toMs)];
  const tookMs = completedAtMs === null ? null : completedAtMs - invokedAtMs;
  const took = tookMs === null ? 'never ended' : `in ${duration(tookMs)}`;
  const what = outcome === 'ok' ? rows : `outcome ${outcome}`;
  const text = `restore ${name} to ${node}: ${what} ${took}`;
  const width = textWidth(text) + 10;
  const [place, anchor] = b - a > width ? [a + 5, 'start'] : b + width < RIGHT ? [b + 5, 'start'] : [a - 5, 'end'];
  return `<g data-figure="restore" data-name="${escaped(name)}" data-rows="${rowsIn(restore.value) ?? ''}" data-ms="${tookMs ?? ''}"><title>${escaped(`${text}; target ${target.type} ${target.value}`)}</title><rect class="${outcome === 'ok' && !wrong ? 'restore' : 'fail'}" x="${n(a)}" y="${n(y)}" width="${n(Math.max(2, b - a))}" height="${BAR - 3}"/><text class="small halo" text-anchor="${anchor}" x="${n(place as number)}" y="${n(y + BAR - 6)}">${escaped(text)}</text></g>`;
}
