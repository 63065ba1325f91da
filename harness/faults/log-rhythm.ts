// When do the servers write their redo logs? With innodb_flush_log_at_trx_commit = 0 each does so once a second, at a moment of
// its own; what was committed since is in its memory alone. A power cut is at its worst as long after anybody's write, and as
// long before anybody's next one, as can be. Pure.

/** A server that writes more often than this does so with every commit: then no moment is worse than another. */
const RHYTHM_MS = 300;
/** The kills take some tens of ms, and the rhythm varies by as much: so long before the next write at most. */
const BEFORE_NEXT_MS = 250;

export interface WorstMoment {
  atMs: number;
  /** For how long then no server will have written its log. */
  unwrittenMs: number;
}

/**
 * @param writes per server: when it was seen to have written its log, ascending, ms
 * @returns the next worst moment after `nowMs`, or null where some server has no such rhythm
 */
export function worstMoment(writes: readonly (readonly number[])[], nowMs: number): WorstMoment | null {
  const distances = writes.map(medianDistance);
  if (distances.length === 0 || distances.some((distance) => !(distance >= RHYTHM_MS))) return null;
  // Some periods ahead of everybody's last write: all that is needed to see each distance between two neighbours once.
  const expected = writes
    .flatMap((times, i) => Array.from({ length: 6 }, (_, k) => (times.at(-1) as number) + k * (distances[i] as number)))
    .sort((a, b) => a - b);
  const gaps = expected.slice(1).flatMap((next, i) => {
    const last = expected[i] as number;
    const atMs = next - Math.min(BEFORE_NEXT_MS, (next - last) / 2);
    return atMs > nowMs && last <= nowMs + Math.max(...distances) ? [{ atMs, unwrittenMs: atMs - last }] : [];
  });
  return gaps.reduce<WorstMoment | null>(
    (best, one) => (best && best.unwrittenMs >= one.unwrittenMs ? best : one),
    null,
  );
}

/** So many writes tell a rhythm from one that is none. */
const TELLING = 10;

/** @returns whether a server, by what was seen of it so far, writes its log too often for a moment to be worse than another. */
export const writesOften = (times: readonly number[]): boolean =>
  times.length >= TELLING && !(medianDistance(times) >= RHYTHM_MS);

const medianDistance = (times: readonly number[]): number =>
  median(times.slice(1).map((time, i) => time - (times[i] as number)));

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
