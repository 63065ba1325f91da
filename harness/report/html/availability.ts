// The availability strip: every scheduled write in its bucket of time, as acknowledged, refused, not sent or not known.
// Scheduled, not sent: an outage cannot hide behind clients that wait.
import { moment } from '../format.ts';
import type { Fate, Writes } from '../writes.ts';
import { type Axis, BUCKETS, bucketOf, LEFT, n, RIGHT, type Row, rowName, startOf } from './axis.ts';

const HEIGHT = 56;
/** From the bottom up. */
const FATES: readonly { fate: Fate; style: string; word: string }[] = [
  { fate: 'ok', style: 'ok', word: 'acknowledged' },
  { fate: 'unknown', style: 'unknown-op', word: 'unknown' },
  { fate: 'fail', style: 'fail', word: 'refused' },
  { fate: 'not-sent', style: 'not-sent', word: 'not sent' },
];

export function availabilityRow(axis: Axis, writes: Writes): Row {
  const buckets = Array.from({ length: BUCKETS }, () => ({ ok: 0, fail: 0, unknown: 0, 'not-sent': 0, all: 0 }));
  for (const { scheduledAtMs, fate } of writes) {
    const bucket = buckets[bucketOf(axis, scheduledAtMs)];
    if (!bucket) continue;
    bucket[fate]++;
    bucket.all++;
  }
  const most = buckets.reduce((max, { all }) => Math.max(max, all), 1);
  const width = (RIGHT - LEFT) / BUCKETS;
  return {
    height: HEIGHT + 8,
    draw: (y) => {
      const bars = buckets.map((bucket, at) => {
        if (bucket.all === 0) return '';
        let base = y + HEIGHT;
        // One write more or less in a bucket is the grid's doing; half of them missing is a fact.
        const whole = bucket.all * 2 >= most ? bucket.all : most;
        const there = FATES.filter(({ fate }) => bucket[fate] > 0);
        const parts = there.map(({ fate, style }) => {
          const height = (bucket[fate] / whole) * HEIGHT;
          base -= height;
          return `<rect class="${style}" x="${n(LEFT + at * width)}" y="${n(base)}" width="${n(width + 0.1)}" height="${n(Math.max(1, height))}"/>`;
        });
        const told = there.map(({ fate, word }) => `${bucket[fate]} ${word}`).join(', ');
        return `<g><title>from ${moment(startOf(axis, at))}: ${told}</title>${parts.join('')}</g>`;
      });
      return `${rowName(y + 24, 'Writes', 'by their schedule')}${bars.join('')}`;
    },
  };
}
