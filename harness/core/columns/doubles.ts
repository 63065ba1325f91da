// Whether a number is there twice, without sorting a million of them.
import { BloomFilter } from './bloom-filter.ts';
import { extent, gather, release, rowsAmong } from './columns.ts';
import type { WholeNumbers } from './whole-numbers.ts';

/** Bits spent on each number, at most. */
const MOST_BITS = 64;
/** And no offset that is more than 32 bits. */
const MOST_OFFSET = 2 ** 32;

/**
 * @param keys whole numbers
 * @param rows which of them are meant; null: all
 * @returns false when each is there once; true when one is there twice, or they lie too far apart to tell
 */
export function mayHoldDoubles(keys: WholeNumbers, rows: Uint32Array | null = null): boolean {
  const among = rows ? gather(keys, rows) : keys;
  const found = mayHold(among);
  if (rows) release(among);
  return found;
}

function mayHold(keys: WholeNumbers): boolean {
  if (isRising(keys)) return false;
  const [least, most] = extent(keys);
  const span = most - least;
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

/** @returns whether each is greater than the one before it. */
function isRising(keys: WholeNumbers): boolean {
  for (let i = 1; i < keys.length; i++) if (!((keys[i] as number) > (keys[i - 1] as number))) return false;
  return true;
}

/** @returns those of the rows whose number another one of them may have as well: all of which one has, and few others. */
export function likelyDoubles(numbers: Float64Array, rows: Uint32Array): Uint32Array {
  const all = new BloomFilter(rows.length);
  // Of those that are alike the first one is known to be one when the next one comes.
  const again = rowsAmong(rows, (row) => all.add(hashOf(numbers[row] as number)));
  all.release();
  const known = new BloomFilter(again.length);
  for (let i = 0; i < again.length; i++) known.add(hashOf(numbers[again[i] as number] as number));
  const found = rowsAmong(rows, (row) => known.mayHave(hashOf(numbers[row] as number)));
  known.release();
  return found;
}

const NUMBER = new Float64Array(1);
const HALVES = new Int32Array(NUMBER.buffer);

/** Of its bits. Both zeros are one number. */
function hashOf(number: number): number {
  NUMBER[0] = number + 0;
  const mixed = Math.imul((HALVES[0] as number) ^ Math.imul(HALVES[1] as number, 0x85ebca6b), 0x9e3779b1);
  return mixed ^ (mixed >>> 15);
}
