// Keys in no order at all, as in a file whose lines were shuffled: comparing them two by two takes twenty rounds through
// memory for a million. Times and values of a history are spread evenly enough for each to be put near its place at once.
import { extent } from './columns.ts';

/** Of keys in order none is smaller than the one before it, of shuffled ones every second: from a quarter on it pays. */
const SHUFFLED = 1 / 4;

/** @returns whether the keys are in so little order that they are worth being spread first. */
export function isShuffled(keys: Float64Array): boolean {
  let descents = 0;
  for (let i = 1; i < keys.length; i++) if ((keys[i] as number) < (keys[i - 1] as number)) descents++;
  return descents > keys.length * SHUFFLED;
}

/**
 * A counting sort by where the keys lie between the least and the greatest: as many bins as keys, each with its keys in
 * the order in which they come.
 * Keys too near or too far from each other for that are all in the first bin, as they come.
 * @returns rows, so that keys[rows[0]], keys[rows[1]], … ascend from bin to bin, and wait to be sorted within each
 */
export function spread(keys: Float64Array): Uint32Array {
  const count = keys.length;
  const [least, most] = extent(keys);
  const perKey = most > least ? (count - 1) / (most - least) : 0;
  const bins = new Uint32Array(count);
  const begins = new Uint32Array(count + 1);
  for (let i = 0; i < count; i++) {
    bins[i] = ((keys[i] as number) - least) * perKey;
    const bin = bins[i] as number;
    begins[bin + 1] = (begins[bin + 1] as number) + 1;
  }
  // Where each bin begins, which moves on with each of its keys.
  for (let bin = 0; bin < count; bin++) begins[bin + 1] = (begins[bin + 1] as number) + (begins[bin] as number);
  const rows = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const bin = bins[i] as number;
    const place = begins[bin] as number;
    rows[place] = i;
    begins[bin] = place + 1;
  }
  return rows;
}
