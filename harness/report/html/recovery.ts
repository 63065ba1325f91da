// The steps of the recovery beside the band in which the first acknowledged write was expected, computed from the
// settings that were read back from the cluster.
import { duration, escaped, moment, shortened } from '../format.ts';
import type { ToldFault } from '../run-view.ts';
import { bandText } from '../verdict-line.ts';
import { type Axis, n, type Row, rowName } from './axis.ts';
import { placed, textWidth } from './labels.ts';

const LINE = 15;
const BAND = 18;
/** So many letters have room beside the picture. */
const MOST_NAME = 18;

export function recoveryRow(axis: Axis, fault: ToldFault): Row {
  const { injectedAtMs, expectedRtoMs, recovery = [] } = fault;
  const steps = [...recovery].sort((a, b) => a.atMs - b.atMs);
  const labels = steps.map(({ phase, atMs }) => ({
    x: axis.x(atMs),
    text: `${phase} +${duration(atMs - injectedAtMs)}`,
  }));
  const places = placed(labels);
  const levels = places.length > 0 ? Math.max(...places.map(({ level }) => level)) + 1 : 0;
  const axisY = (expectedRtoMs ? BAND : 0) + 10;
  const textY = axisY + 16;
  return {
    height: Math.max(34, axisY + 10 + levels * LINE),
    draw: (y) => {
      const start = axis.x(injectedAtMs);
      const parts = [
        rowName(y + 13, 'Recovery', escaped(shortened(`after ${fault.name} ${fault.targets.join(' ')}`, MOST_NAME))),
        expectedRtoMs ? band(axis, injectedAtMs, expectedRtoMs, y) : '',
        `<path class="steps" d="M${n(start)} ${n(y + axisY)}H${n(axis.x(steps.at(-1)?.atMs ?? injectedAtMs))}"/>`,
        `<circle class="start" cx="${n(start)}" cy="${n(y + axisY)}" r="4.5"/>`,
      ];
      const dots = steps.map(({ phase, atMs }, at) => {
        const { x, text } = labels[at] as { x: number; text: string };
        const { level, anchor } = places[at] as (typeof places)[number];
        const down = y + textY + level * LINE;
        const title = `${phase} at ${moment(atMs)}, ${duration(atMs - injectedAtMs)} after the fault`;
        const aside = anchor === 'start' ? 4 : -4;
        return `<g data-figure="step" data-phase="${escaped(phase)}" data-at-ms="${atMs}"><title>${escaped(title)}</title><path class="leader" d="M${n(x)} ${n(y + axisY)}V${n(down + 3)}"/><circle class="dot" cx="${n(x)}" cy="${n(y + axisY)}" r="4"/><text class="small halo" text-anchor="${anchor}" x="${n(x + aside)}" y="${n(down + 3)}">${escaped(text)}</text></g>`;
      });
      return [...parts, ...dots].join('');
    },
  };
}

function band(axis: Axis, injectedAtMs: number, expected: { min: number; max: number }, y: number): string {
  const [a, b] = [axis.x(injectedAtMs + expected.min), axis.x(injectedAtMs + expected.max)];
  const whole = `first write expected ${bandText(expected)} after the fault`;
  const text = [whole, `expected ${bandText(expected)}`, 'expected'].find((one) => textWidth(one) + 8 < b - a) ?? '';
  return `<g data-figure="expected" data-min-ms="${expected.min}" data-max-ms="${expected.max}"><title>${escaped(whole)}</title><rect class="band" x="${n(a)}" y="${n(y)}" width="${n(b - a)}" height="${BAND}"/><text class="small" text-anchor="middle" x="${n((a + b) / 2)}" y="${n(y + 13)}">${escaped(text)}</text></g>`;
}

/** The steps in words: when, and how long after the fault and after the step before. */
export function recoveryTable({ name, targets, injectedAtMs, expectedRtoMs: band, recovery = [] }: ToldFault): string {
  const steps = [{ phase: `${[name, ...targets].join(' ')} injected`, atMs: injectedAtMs }, ...recovery];
  const rows = steps.map(({ phase, atMs }, at) => {
    const before = steps[at - 1];
    return `<tr><td>${escaped(phase)}</td><td class="number">${(atMs / 1000).toFixed(3)} s</td><td class="number">${before ? `+${duration(atMs - injectedAtMs)}` : ''}</td><td class="number dim">${before ? `+${duration(Math.max(0, atMs - before.atMs))}` : ''}</td></tr>`;
  });
  const expected = band
    ? `<p>Expected from the settings in force: first acknowledged write ${bandText(band)} after the fault.</p>`
    : '';
  return `${expected}<div class="scroll" tabindex="0" role="region" aria-label="Recovery of ${escaped(name)}"><table><tr><th>step</th><th class="number">seen at</th><th class="number">after the fault</th><th class="number">after the step before</th></tr>${rows.join('')}</table></div>`;
}
