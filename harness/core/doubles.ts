// Whether a whole number is there twice, without sorting a million of them.
import { extent } from './columns.ts';

/** Bits spent on each number, at most. */
const MOST_BITS = 64;

/** @param keys whole numbers. @returns false when each is there once; true when one is there twice, or they lie too far apart to tell */
export function mayHoldDoubles(keys: Float64Array): boolean {
  const [least, most] = extent(keys);
  if (keys.length === 0 || most - least >= MOST_BITS * keys.length) return keys.length > 0;
  const seen = new Uint32Array(Math.floor((most - least) / 32) + 1);
  for (let i = 0; i < keys.length; i++) {
    const offset = (keys[i] as number) - least;
    const [word, bit] = [Math.floor(offset / 32), 1 << (offset % 32)];
    if (((seen[word] as number) & bit) !== 0) return true;
    seen[word] = (seen[word] as number) | bit;
  }
  return false;
}
