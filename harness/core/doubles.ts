// Whether a whole number is there twice, without sorting a million of them.
import { release } from './columns.ts';

/** Bits spent on each number, at most. */
const MOST_BITS = 64;

/**
 * @param keys whole numbers
 * @param rows which of them are meant; null: all
 * @returns false when each is there once; true when one is there twice, or they lie too far apart to tell
 */
export function mayHoldDoubles(keys: Float64Array, rows: Uint32Array | null = null): boolean {
  const count = rows ? rows.length : keys.length;
  const keyAt = (i: number) => keys[rows ? (rows[i] as number) : i] as number;
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let i = 0; i < count; i++) {
    least = Math.min(least, keyAt(i));
    most = Math.max(most, keyAt(i));
  }
  if (count === 0 || most - least >= MOST_BITS * count) return count > 0;
  const seen = new Uint32Array(Math.floor((most - least) / 32) + 1);
  for (let i = 0; i < count; i++) {
    const offset = keyAt(i) - least;
    const [word, bit] = [Math.floor(offset / 32), 1 << (offset % 32)];
    if (((seen[word] as number) & bit) !== 0) return true;
    seen[word] = (seen[word] as number) | bit;
  }
  release(seen);
  return false;
}
