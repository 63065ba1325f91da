// The availability strip: every scheduled write in its bucket of time, as acknowledged, refused or not known. Scheduled,
// not sent: an outage cannot hide behind clients that wait.
import type { OpLine } from '../../core/history-format.ts';
import type { LostWrite, Outage } from '../figures.ts';
import { duration, moment } from '../format.ts';
import { type Axis, BUCKETS, bucketOf, LEFT, n, RIGHT, type Row, rowName } from './axis.ts';

const HEIGHT = 56;
const CLASS = { ok: 'ok', fail: 'fail', unknown: 'unknown-op' } as const;
const WORD = { ok: 'acknowledged', fail: 'refused', unknown: 'unknown' } as const;
const ORDER = ['ok', 'fail', 'unknown'] as const;

export function availabilityRow(axis: Axis, writes: readonly OpLine[]): Row {
  const buckets = Array.from({ length: BUCKETS }, () => ({ ok: 0, fail: 0, unknown: 0 }));
  for (const { scheduledAtMs, outcome } of writes) {
    const bucket = buckets[bucketOf(axis, scheduledAtMs)];
    if (bucket) bucket[outcome]++;
  }
  const most = buckets.reduce((max, { ok, fail, unknown }) => Math.max(max, ok + fail + unknown), 1);
  const width = (RIGHT - LEFT) / BUCKETS;
  return {
    height: HEIGHT + 10,
    draw: (y) => {
      const bars = buckets.flatMap((bucket, at) => {
        let base = y + HEIGHT;
        const atMs = axis.fromMs + ((axis.toMs - axis.fromMs) * at) / BUCKETS;
        const told = ORDER.filter((each) => bucket[each] > 0).map((each) => `${bucket[each]} ${WORD[each]}`);
        return ORDER.filter((each) => bucket[each] > 0).map((each) => {
          const height = Math.max(1.5, (bucket[each] / most) * HEIGHT);
          base -= height;
          return `<rect class="${CLASS[each]}" x="${n(LEFT + at * width)}" y="${n(base)}" width="${n(width + 0.1)}" height="${n(height)}"><title>from ${moment(atMs)}: ${told.join(', ')}</title></rect>`;
        });
      });
      return `${rowName(y + 24, 'Writes', 'by their schedule')}${bars.join('')}`;
    },
  };
}

/** Beneath the strip: how long clients saw no acknowledgement, and when the writes that were lost had been acknowledged. */
export function outageRow(axis: Axis, outages: readonly (Outage | null)[], lost: readonly LostWrite[]): Row {
  const shown = outages.filter((one) => one !== null);
  return {
    height: 26,
    draw: (y) => {
      const brackets = shown.map(({ fromMs, toMs, rtoMs }) => {
        const [a, b] = [axis.x(fromMs), axis.x(toMs)];
        const [middle, anchor] = b > RIGHT - 170 ? [b, 'end'] : [Math.max((a + b) / 2, LEFT + 60), 'middle'];
        return `<path class="outage" d="M${n(a)} ${n(y)}v6H${n(b)}v-6"/><text class="small" text-anchor="${anchor}" x="${n(middle)}" y="${n(y + 19)}">no write acknowledged for ${duration(rtoMs)}</text>`;
      });
      const ticks = lost.map(
        ({ atMs, value }) =>
          `<path class="lost" d="M${n(axis.x(atMs))} ${n(y - 8)}v8"><title>lost: ${value.replace(/[^\w",:[\]{} -]/g, '')}</title></path>`,
      );
      return brackets.join('') + ticks.join('');
    },
  };
}
