// The balances that a `read-balances` returned, summed in the bytes of a file.
import { readNumber } from './decimals.ts';
import { afterBlanks, byteAt, textEnd } from './literals.ts';
import { hashOf } from './text-hash.ts';

const [QUOTE, COLON, COMMA, OPEN, CLOSE] = [0x22, 0x3a, 0x2c, 0x7b, 0x7d] as const;
/** More accounts are left to JSON.parse. */
const MOST = 1 << 11;
const SLOTS = 2 * MOST;
const NUMBER = new Float64Array(1);
/** Hashes of accounts, and in which object they were seen last. */
const HASHES = new Int32Array(SLOTS);
const SEEN_IN = new Uint32Array(SLOTS);
let object = 0;

/**
 * @returns the sum of the balances in the object that begins here, exact in whatever order they are added; NaN when it must go the long
 *   way: they are no such integers, or an account may be there twice
 */
export function balanceSum(view: DataView, from: number): number {
  object = (object + 1) >>> 0;
  let at = afterBlanks(view, from + 1);
  let sum = 0;
  let most = 0;
  if (byteAt(view, from) !== OPEN) return Number.NaN;
  if (byteAt(view, at) === CLOSE) return 0;
  for (let count = 1; count <= MOST; count++) {
    const end = byteAt(view, at) === QUOTE ? textEnd(view, at + 1, true) : -1;
    const colon = afterBlanks(view, end + 1);
    if (end < 0 || isSeen(hashOf(view, at + 1, end)) || byteAt(view, colon) !== COLON) return Number.NaN;
    at = afterBlanks(view, readNumber(view, afterBlanks(view, colon + 1), NUMBER, 0));
    const balance = NUMBER[0] as number;
    sum += balance;
    // In whatever order they are added, no sum is further from 0.
    most += Math.abs(balance);
    if (at < 0 || !Number.isInteger(balance) || !Number.isSafeInteger(most)) return Number.NaN;
    const c = byteAt(view, at);
    if (c === CLOSE) return sum;
    if (c !== COMMA) return Number.NaN;
    at = afterBlanks(view, at + 1);
  }
  return Number.NaN;
}

/** @returns whether an account of this object may be the same: its hash is */
function isSeen(hash: number): boolean {
  let slot = hash & (SLOTS - 1);
  for (; SEEN_IN[slot] === object; slot = (slot + 1) & (SLOTS - 1)) if (HASHES[slot] === hash) return true;
  SEEN_IN[slot] = object;
  HASHES[slot] = hash;
  return false;
}
