// Durations in scenarios are spelled with their unit; inside the harness they are plain milliseconds named `…Ms`.

/** @returns `n` seconds in milliseconds. @throws RangeError unless `n` is finite and not negative. */
export const seconds = (n: number): number => checked(n, 's') * 1000;

/** @returns `n` milliseconds, checked. @throws RangeError unless `n` is finite and not negative. */
export const milliseconds = (n: number): number => checked(n, 'ms');

/** @returns `n` minutes in milliseconds. @throws RangeError unless `n` is finite and not negative. */
export const minutes = (n: number): number => checked(n, 'min') * 60_000;

function checked(n: number, unit: string): number {
  if (!Number.isFinite(n) || n < 0) throw new RangeError(`a duration must be a finite number >= 0, got ${n} ${unit}`);
  return n;
}
