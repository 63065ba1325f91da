// The balances that a `read-balances` returned, summed in the bytes of a file.
import { readNumber } from '../json/decimals.ts';
import { byteAt, itemsEnd, textEnd, valueStart } from '../json/literals.ts';
import { hashOf } from '../names/text-hash.ts';

const [QUOTE, OPEN, CLOSE] = [0x22, 0x7b, 0x7d] as const;
/** More accounts are left to JSON.parse. */
const MOST = 1 << 11;
const SLOTS = 2 * MOST;
const NUMBER = new Float64Array(1);
/** Hashes of accounts, and in which object they were seen last. */
const HASHES = new Int32Array(SLOTS);
const SEEN_IN = new Uint32Array(SLOTS);
/** Of the object that is looked at. */
let [object, count, sum, most] = [0, 0, 0, 0];

/**
 * @returns the sum of the balances in the object that begins here, exact in whatever order they are added; NaN when it must go the long
 *   way: they are no such integers, or an account may be there twice
 */
export function balanceSum(view: DataView, from: number): number {
  object = (object + 1) >>> 0;
  count = sum = most = 0;
  return byteAt(view, from) === OPEN && itemsEnd(view, from, CLOSE, accountEnd) >= 0 ? sum : Number.NaN;
}

function accountEnd(view: DataView, at: number): number {
  const keyEnd = byteAt(view, at) === QUOTE ? textEnd(view, at + 1, true) : -1;
  if (keyEnd < 0 || ++count > MOST || isSeen(hashOf(view, at + 1, keyEnd))) return -1;
  const start = valueStart(view, keyEnd + 1);
  const end = start < 0 ? -1 : readNumber(view, start, NUMBER, 0);
  if (end < 0 || !Number.isInteger(NUMBER[0])) return -1;
  const balance = NUMBER[0] as number;
  sum += balance;
  // In whatever order they are added, no sum is further from 0.
  most += Math.abs(balance);
  return Number.isSafeInteger(most) ? end : -1;
}

/** @returns whether an account of this object may be the same: its hash is */
function isSeen(hash: number): boolean {
  let slot = hash & (SLOTS - 1);
  for (; SEEN_IN[slot] === object; slot = (slot + 1) & (SLOTS - 1)) if (HASHES[slot] === hash) return true;
  SEEN_IN[slot] = object;
  HASHES[slot] = hash;
  return false;
}
