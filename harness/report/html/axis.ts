// The one time axis that every row of the picture shares, and what is drawn in its coordinates.

export const WIDTH = 1120;
export const LEFT = 132;
export const RIGHT = 1104;
/** Time buckets of the strips: one per 3 units, so a bar is still seen. */
export const BUCKETS = 324;

export interface Axis {
  fromMs: number;
  toMs: number;
  /** Moment to horizontal place, kept within the picture. */
  x: (ms: number) => number;
}

export function axisOf({ fromMs, toMs }: { fromMs: number; toMs: number }): Axis {
  const perMs = (RIGHT - LEFT) / (toMs - fromMs);
  return { fromMs, toMs, x: (ms) => LEFT + (Math.min(Math.max(ms, fromMs), toMs) - fromMs) * perMs };
}

/** One row of the picture: how high it is, and its drawing with the top at `y`. */
export interface Row {
  height: number;
  draw: (y: number) => string;
}

const STEPS_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 30_000, 60_000, 120_000, 300_000, 600_000];
const HOUR_MS = 3_600_000;

/** Round moments, at most about a dozen. */
export function ticks({ fromMs, toMs }: Axis): number[] {
  const wanted = (toMs - fromMs) / 12;
  const step = STEPS_MS.find((ms) => ms >= wanted) ?? Math.ceil(wanted / HOUR_MS) * HOUR_MS;
  const first = Math.ceil(fromMs / step) * step;
  return Array.from({ length: Math.floor((toMs - first) / step) + 1 }, (_, at) => first + at * step);
}

/** `12 s`, `2:30 min`, `0.5 s`. */
export function tickText(ms: number): string {
  if (ms < 120_000) return `${Number((ms / 1000).toFixed(1))} s`;
  const s = Math.round(ms / 1000);
  return `${Math.floor(s / 60)}:${String(s % 60).padStart(2, '0')} min`;
}

/** As few digits as a screen can show. */
export const n = (place: number): string => String(Math.round(place * 10) / 10);

/** A row that changes faster than the picture can show is drawn at most this often, so that no history makes a page that no browser likes. */
const LEAST_WIDTH = 0.5;

/** @param all in order of time @returns those that can be told apart from the one before */
export function visible<Span extends { toMs: number }>(axis: Axis, all: readonly Span[]): Span[] {
  let drawnTo = Number.NEGATIVE_INFINITY;
  return all.filter(({ toMs }) => {
    const right = axis.x(toMs);
    if (right - drawnTo < LEAST_WIDTH) return false;
    drawnTo = right;
    return true;
  });
}

/** The row's name, in the left margin. Both texts are the report's own, or escaped. */
export const rowName = (y: number, name: string, detail = ''): string =>
  `<text class="name" x="8" y="${n(y)}">${name}</text>${detail ? `<text class="dim small" x="8" y="${n(y + 14)}">${detail}</text>` : ''}`;

/** Which bucket of the picture a moment falls into. */
export const bucketOf = ({ fromMs, toMs }: Axis, ms: number): number =>
  Math.min(BUCKETS - 1, Math.max(0, Math.floor(((ms - fromMs) / (toMs - fromMs)) * BUCKETS)));

/** When a bucket begins, ms. */
export const startOf = ({ fromMs, toMs }: Axis, bucket: number): number =>
  fromMs + ((toMs - fromMs) * bucket) / BUCKETS;
