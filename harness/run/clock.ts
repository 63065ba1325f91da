// The one monotonic clock of a run. Every time in a history is read from it; the wall clock is written once, in `run`.

/** @returns milliseconds since the clock was started, fractions included. */
export type Now = () => number;

/** Starts a clock at 0. */
export function startClock(): Now {
  const start = performance.now();
  // Microseconds are as fine as anything here is; more digits only make the file longer.
  return () => Math.round((performance.now() - start) * 1000) / 1000;
}
