// The figures that a review asks for first, each beside what is permitted.
import { broken } from '../faults-in-words.ts';
import type { Figures } from '../figures.ts';
import { chosen, count, duration, escaped, measured, plural } from '../format.ts';
import { leaseStory } from '../lease.ts';
import { tookMs } from '../restores.ts';
import type { RunView } from '../run-view.ts';
import { splitInWords } from '../split-in-words.ts';
import { expectedText } from '../verdict-line.ts';
import { n } from './axis.ts';

export function tiles({ failover, availability, loss, splitBrain, restored }: Figures, view: RunView): string {
  const all: string[] = [];
  if (failover && failover.rtoMs !== null) {
    const { rtoMs, limitMs, resolutionMs, valid } = failover;
    const parts = [...permitted(limitMs), ...expectedText(view.faults), ...resolved(resolutionMs)];
    const band = view.faults.find(({ expectedRtoMs }) => expectedRtoMs)?.expectedRtoMs ?? null;
    const data = `data-figure="rto" data-ms="${rtoMs}" data-limit-ms="${limitMs ?? ''}"`;
    const shown = measured(rtoMs, limitMs);
    all.push(
      tile(
        shown,
        `RTO: longest outage that clients saw (${parts.join(', ')})`,
        data,
        valid,
        gauge(rtoMs, limitMs, band),
      ),
    );
  }
  if (availability && availability.longestMs !== null) {
    const { longestMs, limitMs, resolutionMs, valid } = availability;
    const parts = [...permitted(limitMs), ...resolved(resolutionMs)];
    const data = `data-figure="longest-gap" data-ms="${longestMs}" data-limit-ms="${limitMs ?? ''}"`;
    const what = `longest time without an acknowledged write (${parts.join(', ')})`;
    all.push(tile(measured(longestMs, limitMs), what, data, valid, gauge(longestMs, limitMs, null)));
  }
  all.push(...leaseTile(view));
  if (loss && loss.lost !== null && loss.acknowledged !== null && loss.valid !== 'unknown') {
    const data = `data-figure="loss" data-count="${loss.lost}" data-of="${loss.acknowledged}"`;
    const rpo = loss.rpoMs === null ? '' : `; RPO ${duration(loss.rpoMs)}: from the first lost write to the last`;
    const what = `of ${plural(loss.acknowledged, 'acknowledged write')} (permitted: 0)${rpo}`;
    all.push(tile(`${count(loss.lost)} lost`, what, data, loss.valid));
  }
  if (splitBrain && splitBrain.valid !== 'unknown') {
    const { valid, overlaps } = splitBrain;
    const longest = overlaps[0];
    const data = `data-figure="split" data-ms="${longest?.overlapMs ?? ''}"`;
    const [figure, what] = valid
      ? ['no split-brain', 'never did two nodes take writes in different histories at once']
      : [
          'split-brain',
          `${longest ? splitInWords(longest) : 'two nodes took writes in two histories'}; permitted: never`,
        ];
    all.push(tile(figure as string, what as string, data, valid));
  }
  if (restored && restored.valid !== 'unknown') {
    const { valid, missing, extra } = restored;
    const data = `data-figure="restored" data-missing="${missing}" data-extra="${extra}"`;
    const figure = valid ? 'restored exactly' : `${count(missing)} missing, ${count(extra)} too many`;
    const slowest = Math.max(0, ...view.restores.map((one) => tookMs(one) ?? 0));
    const reference = view.restores.find(({ referenceMs }) => referenceMs)?.referenceMs;
    const beside = reference
      ? `, where the reference allows ${duration(reference.min)} to ${duration(reference.max)}`
      : '';
    const time =
      slowest > 0 ? `; ${view.restores.length > 1 ? 'the slowest' : 'it'} took ${duration(slowest)}${beside}` : '';
    all.push(
      tile(
        figure,
        `${plural(view.restores.length, 'restore')}, row by row (permitted: 0 missing, 0 too many)${time}`,
        data,
        valid,
      ),
    );
  }
  return all.length > 0 ? `<div class="figures">${all.join('')}</div>` : '';
}

/** Where a fault need not end in a failover, whether it does hangs on the lease. A figure, not a finding. */
function leaseTile(view: RunView): string[] {
  const [fault, ...more] = broken(view);
  const story = fault && !fault.expectedRtoMs && more.length === 0 ? leaseStory(fault) : null;
  if (story === null) return [];
  const { fate, text } = story;
  const what = `${text || 'neither renewed nor seen lost'}, while the fault was on (nothing is promised of it)`;
  return [
    `<div class="figure told" data-figure="lease" data-fate="${fate}"><b>lease ${fate}</b><span>${escaped(what)}</span></div>`,
  ];
}

function tile(figure: string, what: string, data: string, valid: boolean | 'unknown', extra = ''): string {
  const style = valid === true ? 'held' : valid === false ? 'broken' : 'unproven';
  return `<div class="figure ${style}" ${data}><b>${escaped(figure)}</b>${extra}<span>${escaped(what)}</span></div>`;
}

const permitted = (limitMs: number | null): string[] => (limitMs === null ? [] : [`permitted ${chosen(limitMs)}`]);
const resolved = (ms: number | null): string[] => (ms === null ? [] : [`resolution ${duration(ms)}`]);

/** What was measured as a share of what is permitted; the band that was expected, shaded. */
function gauge(ms: number, limitMs: number | null, band: { min: number; max: number } | null): string {
  if (limitMs === null) return '';
  const most = Math.max(limitMs, ms) * 1.04;
  const x = (value: number) => n(Math.min(1, value / most) * 200);
  const expected = band
    ? `<rect class="band" x="${x(band.min)}" y="0" width="${n(Number(x(band.max)) - Number(x(band.min)))}" height="12"/>`
    : '';
  return `<svg class="gauge" viewBox="0 0 200 12" preserveAspectRatio="none" aria-hidden="true">${expected}<rect class="${ms > limitMs ? 'fail' : 'ok'}" x="0" y="4" width="${x(ms)}" height="4"/><path class="limit" d="M${x(limitMs)} 0v12"/></svg>`;
}
