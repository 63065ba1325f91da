// Beneath the strip: for how long clients saw no acknowledgement, beside what is permitted; and where writes that were
// acknowledged and then lost had been taken.
import type { Figures, LostWrite, Outage } from '../figures.ts';
import { chosen, escaped, measured, moment, plural } from '../format.ts';
import { type Axis, n, type Row, rowName } from './axis.ts';
import { centred, stacked } from './labels.ts';

const LINE = 15;
/** Shorter ones are no outage that anybody feels: a label each would hide the one that counts. */
const SHOWN_MS = 500;
/** More labels than this are noise; the table has them all. */
const MOST = 12;

export function outageRow(axis: Axis, { outages, failover }: Figures): Row {
  const limitMs = failover?.limitMs ?? null;
  const shown = outages.filter((one) => one !== null && one.rtoMs >= SHOWN_MS).slice(0, MOST) as Outage[];
  const texts = shown.map(({ rtoMs }) => {
    const limit = limitMs === null ? '' : ` (permitted: ${chosen(limitMs)})`;
    return `no write acknowledged for ${measured(rtoMs, limitMs)}${limit}`;
  });
  const places = shown.map(({ fromMs, toMs }, at) => centred((axis.x(fromMs) + axis.x(toMs)) / 2, texts[at] as string));
  const levels = stacked(places);
  return {
    height: shown.length === 0 ? 6 : 12 + LINE * (Math.max(...levels) + 1),
    draw: (y) =>
      shown
        .map(({ fromMs, toMs, rtoMs }, at) => {
          const [a, b] = [axis.x(fromMs), axis.x(toMs)];
          const long = limitMs !== null && rtoMs > limitMs;
          const path = `<path class="outage" d="M${n(a)} ${n(y)}v6H${n(b)}v-6"/>`;
          const text = `<text class="small${long ? ' told' : ''}" text-anchor="middle" x="${n(places[at]?.middle ?? a)}" y="${n(y + 18 + LINE * (levels[at] ?? 0))}">${escaped(texts[at])}</text>`;
          return `<g class="outage-of" data-figure="outage" data-ms="${rtoMs}" data-from-ms="${fromMs}" data-to-ms="${toMs}">${path}${text}</g>`;
        })
        .join(''),
  };
}

/** Lost writes by the node that had acknowledged them: the time of each, and how many of how long. */
export function lostRow(axis: Axis, { loss }: Figures): Row | null {
  if (loss?.valid !== false || loss.witnesses.length === 0) return null;
  const nodes = [...new Set(loss.witnesses.map(({ node }) => node))];
  const atMs = loss.witnesses.map((one) => one.atMs);
  const [fromMs, toMs] = [Math.min(...atMs), Math.max(...atMs)];
  const text = `${plural(loss.lost ?? atMs.length, 'lost write')}, acknowledged by ${nodes.join(', ')} from ${moment(fromMs)} to ${moment(toMs)}`;
  return {
    height: 34,
    draw: (y) => {
      const [a, b] = [axis.x(fromMs), axis.x(toMs)];
      const { middle } = centred((a + b) / 2, text);
      const range = `<rect class="lost-range" x="${n(a - 1)}" y="${n(y)}" width="${n(b - a + 2)}" height="12"/>`;
      return `${rowName(y + 11, 'Lost')}<g data-figure="lost" data-count="${loss.lost ?? ''}" data-from-ms="${fromMs}" data-to-ms="${toMs}">${range}${loss.witnesses.map((one) => tick(axis, one, y)).join('')}<text class="small told" text-anchor="middle" x="${n(middle)}" y="${n(y + 26)}">${escaped(text)}</text></g>`;
    },
  };
}

const tick = (axis: Axis, { atMs, value, node, epoch }: LostWrite, y: number): string =>
  `<path class="lost" d="M${n(axis.x(atMs))} ${n(y)}v12"><title>${escaped(`lost: ${value}, acknowledged by ${node} (epoch ${epoch}) at ${moment(atMs)}`)}</title></path>`;
