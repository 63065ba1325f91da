// The steps of the recovery beside the band in which the first acknowledged write was expected, computed from the
// settings that were read back from the cluster.
import { chosen, duration, escaped, moment } from '../format.ts';
import type { ToldFault } from '../run-view.ts';
import { bandText } from '../verdict-line.ts';
import { type Axis, n, RIGHT, type Row, rowName } from './axis.ts';

export function recoveryRow(axis: Axis, fault: ToldFault, limitMs: number | null): Row {
  const { injectedAtMs, expectedRtoMs: band, recovery = [] } = fault;
  return {
    height: 42,
    draw: (y) => {
      const x = (ms: number) => n(axis.x(ms));
      const wide = (fromMs: number, toMs: number) => n(axis.x(toMs) - axis.x(fromMs));
      const line = `<path class="grid" d="M${x(injectedAtMs)} ${y + 12}H${RIGHT}"/>`;
      const expected = band
        ? `<rect class="band" x="${x(injectedAtMs + band.min)}" y="${y}" width="${wide(injectedAtMs + band.min, injectedAtMs + band.max)}" height="24"><title>the first acknowledged write is expected here: ${bandText(band)} after the fault</title></rect>`
        : '';
      const limit =
        limitMs === null || injectedAtMs + limitMs > axis.toMs
          ? ''
          : `<path class="limit" d="M${x(injectedAtMs + limitMs)} ${y - 2}v28"/><text class="told small" text-anchor="middle" x="${x(injectedAtMs + limitMs)}" y="${y + 37}">limit ${chosen(limitMs)}</text>`;
      const dots = recovery.map(
        ({ phase, atMs }) =>
          `<circle class="dot" cx="${x(atMs)}" cy="${y + 12}" r="4.5"><title>${escaped(phase)} at ${moment(atMs)}, ${duration(atMs - injectedAtMs)} after the fault</title></circle>`,
      );
      const start = `<circle class="fail" cx="${x(injectedAtMs)}" cy="${y + 12}" r="4.5"/>`;
      return [rowName(y + 10, 'Recovery', 'steps, expected'), expected, line, limit, start, ...dots].join('');
    },
  };
}

/** The steps in words: when, and how long after the fault and after the step before. */
export function recoveryTable({ name, injectedAtMs, expectedRtoMs: band, recovery = [] }: ToldFault): string {
  const steps = [{ phase: `${name} injected`, atMs: injectedAtMs }, ...recovery];
  const rows = steps.map(({ phase, atMs }, at) => {
    const before = steps[at - 1];
    return `<tr><td>${escaped(phase)}</td><td class="number">${(atMs / 1000).toFixed(3)} s</td><td class="number">${before ? `+${duration(atMs - injectedAtMs)}` : ''}</td><td class="number dim">${before ? `+${duration(Math.max(0, atMs - before.atMs))}` : ''}</td></tr>`;
  });
  const expected = band
    ? `<p>Expected from the settings in force: first acknowledged write ${bandText(band)} after the fault.</p>`
    : '';
  return `${expected}<table><tr><th>step</th><th class="number">seen at</th><th class="number">after the fault</th><th class="number">after the step before</th></tr>${rows.join('')}</table>`;
}
