// Write latency on a log scale, counted from the scheduled time: the line is the median of a bucket, the bar reaches
// from it to the slowest. Amber are writes whose outcome stayed unknown, at the time when that was known.
import { chosen, duration, moment } from '../format.ts';
import type { Writes } from '../writes.ts';
import { type Axis, BUCKETS, bucketOf, LEFT, n, RIGHT, type Row, rowName, startOf } from './axis.ts';

const HEIGHT = 84;
const LOWEST_MS = 1;
/** A flat line is to look flat. */
const LEAST_DECADES = 3;

interface Bucket {
  medianMs: number;
  slowestMs: number;
}

export function latencyRow(axis: Axis, writes: Writes): Row {
  const acknowledged = bucketed(axis, writes, 'ok');
  const unknown = bucketed(axis, writes, 'unknown');
  const slowest = [...acknowledged, ...unknown].reduce((most, one) => Math.max(most, one?.slowestMs ?? 0), 10);
  const decades = Math.max(LEAST_DECADES, Math.ceil(Math.log10(slowest / LOWEST_MS)));
  return {
    height: HEIGHT + 16,
    draw: (y) => {
      const up = (ms: number) => y + HEIGHT - (Math.log10(Math.max(ms, LOWEST_MS) / LOWEST_MS) / decades) * HEIGHT;
      const middle = (at: number) => LEFT + ((at + 0.5) * (RIGHT - LEFT)) / BUCKETS;
      const grid = Array.from({ length: decades + 1 }, (_, power) => LOWEST_MS * 10 ** power).map(
        (ms) =>
          `<path class="grid" d="M${LEFT} ${n(up(ms))}H${RIGHT}"/><text class="dim small" text-anchor="end" x="${LEFT - 6}" y="${n(up(ms) + 4)}">${chosen(ms)}</text>`,
      );
      const bars = (all: (Bucket | null)[], style: string) =>
        all.map((one, at) =>
          one
            ? `<path class="${style}" d="M${n(middle(at))} ${n(up(one.medianMs))}V${n(up(one.slowestMs) - 0.5)}"><title>from ${moment(startOf(axis, at))}: median ${duration(one.medianMs)}, slowest ${duration(one.slowestMs)}</title></path>`
            : '',
        );
      return [
        rowName(y + 24, 'Latency', 'log scale'),
        ...grid,
        ...bars(unknown, 'late'),
        ...bars(acknowledged, 'tail'),
        `<path class="latency" d="${line(acknowledged, middle, up)}"/>`,
      ].join('');
    },
  };
}

function bucketed(axis: Axis, writes: Writes, fate: 'ok' | 'unknown'): (Bucket | null)[] {
  const latencies: number[][] = Array.from({ length: BUCKETS }, () => []);
  for (const op of writes)
    if (op.fate === fate && op.completedAtMs !== null)
      latencies[bucketOf(axis, op.scheduledAtMs)]?.push(op.completedAtMs - op.scheduledAtMs);
  return latencies.map((all) => {
    if (all.length === 0) return null;
    all.sort((a, b) => a - b);
    return { medianMs: all[all.length >> 1] as number, slowestMs: all.at(-1) as number };
  });
}

/** The medians as a line that is broken where nothing was acknowledged; a lone bucket is a short dash. */
function line(all: (Bucket | null)[], middle: (at: number) => number, up: (ms: number) => number): string {
  return all
    .map((one, at) => {
      if (!one) return '';
      const joined = at > 0 && all[at - 1];
      const place = `${n(middle(at))} ${n(up(one.medianMs))}`;
      return joined ? `L${place}` : `M${n(middle(at) - 1)} ${n(up(one.medianMs))}L${place}`;
    })
    .join('');
}
