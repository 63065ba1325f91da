// Beneath the strip: for how long clients saw no acknowledgement, beside what is permitted; and where writes that were
// acknowledged and then lost had been taken.
import type { Figures, LostWrite, Outage } from '../figures.ts';
import { chosen, escaped, measured, moment, plural } from '../format.ts';
import { type Axis, n, RIGHT, type Row, rowName } from './axis.ts';
import { centred, stacked, textWidth } from './labels.ts';

const LINE = 15;
/** Shorter ones are no outage that anybody feels: a label each would hide the one that counts. */
const SHOWN_MS = 500;
/** More labels than this are noise; the table has them all. */
const MOST = 12;

export function outageRow(axis: Axis, { outages, failover, availability }: Figures): Row {
  const limitMs = (failover ?? availability)?.limitMs ?? null;
  const shown = outages.filter((one) => one !== null && one.rtoMs >= SHOWN_MS).slice(0, MOST) as Outage[];
  const texts = shown.map(({ rtoMs }) => `no write acknowledged for ${measured(rtoMs, limitMs)}`);
  const places = shown.map(({ fromMs, toMs }, at) => centred((axis.x(fromMs) + axis.x(toMs)) / 2, texts[at] as string));
  const limit = limitOf(axis, shown, limitMs);
  const levels = stacked(limit ? [...places, limit] : places);
  const down = (at: number) => 18 + LINE * (levels[at] ?? 0);
  return {
    height: shown.length === 0 ? 6 : 12 + LINE * (Math.max(...levels) + 1),
    draw: (y) => {
      const brackets = shown.map(({ fromMs, toMs, rtoMs }, at) => {
        const long = limitMs !== null && rtoMs > limitMs ? ' told' : '';
        const path = `<path class="outage" d="M${n(axis.x(fromMs))} ${n(y)}v6H${n(axis.x(toMs))}v-6"/>`;
        const text = `<text class="small halo${long}" text-anchor="middle" x="${n(places[at]?.middle ?? 0)}" y="${n(y + down(at))}">${escaped(texts[at])}</text>`;
        return `<g data-figure="outage" data-ms="${rtoMs}" data-from-ms="${fromMs}" data-to-ms="${toMs}">${path}${text}</g>`;
      });
      return `${brackets.join('')}${limit ? limit.draw(y, y + down(shown.length)) : ''}`;
    },
  };
}

/** How long the longest outage may have lasted, from its own start; null where that lies outside the picture. */
function limitOf(axis: Axis, shown: readonly Outage[], limitMs: number | null) {
  const longest = shown.reduce<Outage | null>((most, one) => (one.rtoMs > (most?.rtoMs ?? -1) ? one : most), null);
  if (!longest || limitMs === null || longest.fromMs + limitMs > axis.toMs) return null;
  const [from, x] = [axis.x(longest.toMs), axis.x(longest.fromMs + limitMs)];
  const text = `limit ${chosen(limitMs)}`;
  const toRight = x + textWidth(text) + 8 < RIGHT;
  const left = toRight ? x + 4 : x - 4 - textWidth(text);
  const draw = (y: number, textY: number) => {
    const way = from < x ? `<path class="left" d="M${n(from)} ${n(y + 6)}H${n(x)}"/>` : '';
    return `<g data-figure="limit" data-ms="${limitMs}">${way}<path class="limit" d="M${n(x)} ${n(y - 2)}V${n(textY + 2)}"/><text class="small told halo" text-anchor="${toRight ? 'start' : 'end'}" x="${n(x + (toRight ? 4 : -4))}" y="${n(textY)}">${text}</text></g>`;
  };
  return { left, right: left + textWidth(text), draw };
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
      return `${rowName(y + 11, 'Lost')}<g data-figure="lost" data-count="${loss.lost ?? ''}" data-from-ms="${fromMs}" data-to-ms="${toMs}">${range}${loss.witnesses.map((one) => tick(axis, one, y)).join('')}<text class="small told halo" text-anchor="middle" x="${n(middle)}" y="${n(y + 26)}">${escaped(text)}</text></g>`;
    },
  };
}

const tick = (axis: Axis, { atMs, value, node, epoch }: LostWrite, y: number): string =>
  `<path class="lost" d="M${n(axis.x(atMs))} ${n(y)}v12"><title>${escaped(`lost: ${value}, acknowledged by ${node} (epoch ${epoch}) at ${moment(atMs)}`)}</title></path>`;
