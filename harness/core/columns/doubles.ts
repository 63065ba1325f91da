// Whether a whole number is there twice, without sorting a million of them.
import { extent, gather, release } from './columns.ts';

/** Bits spent on each number, at most. */
const MOST_BITS = 64;
/** And no offset that is more than 32 bits. */
const MOST_OFFSET = 2 ** 32;

/**
 * @param keys whole numbers
 * @param rows which of them are meant; null: all
 * @returns false when each is there once; true when one is there twice, or they lie too far apart to tell
 */
export function mayHoldDoubles(keys: Float64Array, rows: Uint32Array | null = null): boolean {
  const among = rows ? gather(keys, rows) : keys;
  const found = mayHold(among);
  if (rows) release(among);
  return found;
}

function mayHold(keys: Float64Array): boolean {
  const [least, most] = extent(keys);
  const span = most - least;
  if (keys.length === 0) return false;
  if (span >= MOST_BITS * keys.length || span >= MOST_OFFSET) return true;
  const seen = new Uint32Array((span >>> 5) + 1);
  for (let i = 0; i < keys.length; i++) {
    const offset = ((keys[i] as number) - least) >>> 0;
    const bit = 1 << (offset & 31);
    const word = seen[offset >>> 5] as number;
    if ((word & bit) !== 0) return true;
    seen[offset >>> 5] = word | bit;
  }
  release(seen);
  return false;
}
