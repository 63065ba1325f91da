// The picture: every row on one time axis, the fault's window shaded through all of them.
import { broken, faultSentences } from '../faults-in-words.ts';
import type { Figures } from '../figures.ts';
import { escaped, listed, moment } from '../format.ts';
import type { RunView, ToldFault } from '../run-view.ts';
import { availabilityRow } from './availability.ts';
import { type Axis, axisOf, LEFT, n, RIGHT, type Row, rowName, ticks, tickText, WIDTH } from './axis.ts';
import { centred, stacked, textWidth } from './labels.ts';
import { latencyRow } from './latency.ts';
import { linksRow } from './links.ts';
import { lostRow, outageRow } from './outages.ts';
import { recoveryRow } from './recovery.ts';
import { restoresRow } from './restores.ts';
import { roleRows } from './role-lanes.ts';

const TOP = 6;
const LABEL = 16;
/** More than this and no picture is understood at a glance; the tables have them all. */
const MOST_FAULTS = 8;
/** The axis reaches to the limit, unless that would squeeze what happened into less than two thirds of it. */
const MOST_STRETCH = 1.5;

/** @param headline the story in one sentence, for readers who do not see the picture */
export function timeline(view: RunView, figures: Figures, headline: string): string {
  const faults = broken(view).slice(0, MOST_FAULTS);
  const axis = axisOf(spanWithLimit(view, figures));
  const head = headRow(axis, faults, view);
  const rows = [
    head,
    linksRow(axis, view),
    availabilityRow(axis, view.writes),
    outageRow(axis, figures),
    lostRow(axis, figures),
    latencyRow(axis, view.writes),
    ...roleRows(axis, view, figures.splitBrain?.valid === false ? figures.splitBrain.overlaps.slice(0, 1) : []),
    ...faults
      .filter(({ recovery = [], expectedRtoMs }) => recovery.length > 0 || expectedRtoMs)
      .map((fault) => recoveryRow(axis, fault)),
    restoresRow(axis, view, figures.restored?.wrong ?? []),
  ].filter((row) => row !== null);
  let y = TOP;
  const drawn = rows.map((row) => {
    const at = y;
    y += row.height;
    return row.draw(at);
  });
  const body = TOP + head.height - 4;
  const marks = view.marks.map(
    ({ completedAtMs }) => `<path class="mark" d="M${n(axis.x(completedAtMs))} ${body}V${y}"/>`,
  );
  return `<svg viewBox="0 0 ${WIDTH} ${y + 24}" role="img" aria-labelledby="picture-title picture-desc">
<title id="picture-title">What happened, on one time axis</title>
<desc id="picture-desc">${escaped([headline, ...faultSentences(view)].join(' '))} The table beneath the picture has the same figures.</desc>
${timeAxis(axis, body, y)}${faults.map((fault) => shade(axis, fault, body, y)).join('')}${marks.join('')}
${drawn.join('\n')}</svg>`;
}

function spanWithLimit({ span }: RunView, { failover, outages }: Figures): { fromMs: number; toMs: number } {
  const longest = outages.reduce((most, one) => ((one?.rtoMs ?? 0) > (most?.rtoMs ?? 0) ? one : most), null);
  if (!failover || failover.limitMs === null || !longest) return span;
  const toMs = Math.max(span.toMs, longest.fromMs + failover.limitMs * 1.02);
  return toMs - span.fromMs <= (span.toMs - span.fromMs) * MOST_STRETCH ? { ...span, toMs } : span;
}

interface Label {
  text: string;
  x: number;
  style: string;
}

/** What was done to the cluster, and what was marked, above the place where it was done. */
function headRow(axis: Axis, faults: readonly ToldFault[], { marks }: RunView): Row {
  const labels: Label[] = [
    ...faults.map(({ name, targets, injectedAtMs, tookEffect }) => ({
      text: `${[name, listed(targets)].filter(Boolean).join(' ')} at ${moment(injectedAtMs)}${tookEffect ? '' : ', without effect'}`,
      x: axis.x(injectedAtMs),
      style: 'told',
    })),
    ...faults.flatMap(({ healedAtMs }) =>
      healedAtMs === null
        ? []
        : [{ text: `healed at ${moment(healedAtMs)}`, x: axis.x(healedAtMs), style: 'healed-text' }],
    ),
    ...marks
      .filter(({ name }) => !faults.some((fault) => fault.name === name))
      .slice(0, MOST_FAULTS)
      .map(({ name, completedAtMs }) => ({
        text: `${name} at ${moment(completedAtMs)}`,
        x: axis.x(completedAtMs),
        style: 'expected-text',
      })),
  ].sort((a, b) => a.x - b.x);
  const places = labels.map(({ text, x }) => {
    const width = textWidth(text) * 1.1;
    const left = x + width + 5 > RIGHT ? x - width - 5 : x + 5;
    return { left, right: left + width };
  });
  const levels = stacked(places);
  const lines = Math.max(1, ...levels.map((level) => level + 1));
  return {
    height: LABEL * lines + 6,
    draw: (y) => {
      const texts = labels.map(({ text, x, style }, at) => {
        const { left, right } = places[at] as { left: number; right: number };
        const [place, anchor] = left < x ? [right, 'end'] : [left, 'start'];
        return `<text class="${style}" text-anchor="${anchor}" x="${n(place)}" y="${n(y + 12 + LABEL * (levels[at] as number))}">${escaped(text)}</text>`;
      });
      return [rowName(y + 12, faults.length > 0 ? 'Fault' : ''), ...texts].join('');
    },
  };
}

function shade(axis: Axis, { name, injectedAtMs, healedAtMs }: ToldFault, top: number, bottom: number): string {
  const [a, b] = [axis.x(injectedAtMs), axis.x(healedAtMs ?? axis.toMs)];
  const healed = healedAtMs === null ? '' : `<path class="edge healed" d="M${n(b)} ${top}V${bottom}"/>`;
  return `<g data-figure="fault" data-name="${escaped(name)}" data-from-ms="${injectedAtMs}" data-to-ms="${healedAtMs ?? ''}"><rect class="window" x="${n(a)}" y="${top}" width="${n(b - a)}" height="${bottom - top}"/><path class="edge" d="M${n(a)} ${top}V${bottom}"/>${healed}</g>`;
}

function timeAxis(axis: Axis, top: number, bottom: number): string {
  const marks = ticks(axis).map((ms) => {
    const text = tickText(ms);
    const { middle } = centred(axis.x(ms), text);
    return `<path class="grid" d="M${n(axis.x(ms))} ${top}V${bottom + 5}"/><text class="dim small" text-anchor="middle" x="${n(middle)}" y="${bottom + 18}">${text}</text>`;
  });
  return `<path class="grid" d="M${LEFT} ${bottom}H${RIGHT}"/><text class="dim small" x="8" y="${bottom + 18}">since the start</text>${marks.join('')}`;
}
