// Decimal numbers in the bytes of a file, rounded as JSON.parse does.
import { isDigit } from './bytes.ts';
import { numberEnd } from './literals.ts';

const [PLUS, MINUS, DOT, ZERO] = [0x2b, 0x2d, 0x2e, 0x30] as const;
/** An e, and what makes a capital letter a small one. */
const [EXPONENT, SMALL] = [0x65, 0x20] as const;
/** So many digits are a whole number that the processor reckons with quickly. */
const QUICK_DIGITS = 9;
/** Up to so many digits a fraction is the quotient of two exact numbers. */
const EXACT_DIGITS = 15;
/** And up to so many, of two that are exact as sums of two. A clock in float64 is printed with up to 17 and a half dozen zeros. */
const MOST_DIGITS = 22;
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i);

/**
 * Reads the number that begins here, in one go where it has few digits and no exponent.
 * @param into where it is put, at `place`: a number that is returned is an object of its own, a million times
 * @returns where it ends; -1, and nothing is put, when there is none
 */
export function readNumber(view: DataView, from: number, into: Float64Array, place: number): number {
  const limit = view.byteLength;
  const isNegative = from < limit && view.getUint8(from) === MINUS;
  const first = isNegative ? from + 1 : from;
  let at = first;
  let whole = 0;
  let digit = 0;
  for (; at < limit; at++) {
    digit = view.getUint8(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    whole = (whole * 10 + digit) | 0;
  }
  const digits = at - first;
  if (digits === 0 || digits > QUICK_DIGITS || at === limit || (digits > 1 && view.getUint8(first) === ZERO))
    return readSlowly(view, from, into, place);
  if ((digit | SMALL) === EXPONENT - ZERO) return readSlowly(view, from, into, place);
  if (digit !== DOT - ZERO) {
    into[place] = isNegative ? -whole : whole;
    return at;
  }
  const point = at++;
  let fraction = 0;
  for (; at < limit; at++) {
    digit = view.getUint8(at) - ZERO;
    if (digit < 0 || digit > 9) break;
    fraction = (fraction * 10 + digit) | 0;
  }
  const scale = at - point - 1;
  if (scale === 0 || scale > QUICK_DIGITS || digits + scale > EXACT_DIGITS || at === limit)
    return readSlowly(view, from, into, place);
  if ((digit | SMALL) === EXPONENT - ZERO) return readSlowly(view, from, into, place);
  const power = POWERS[scale] as number;
  const size = (whole * power + fraction) / power;
  into[place] = isNegative ? -size : size;
  return at;
}

const INTEGER = new Float64Array(1);

/** @returns where the integer ends that begins here; -1 when there is none */
export function integerEnd(view: DataView, at: number): number {
  const end = readNumber(view, at, INTEGER, 0);
  return end >= 0 && Number.isInteger(INTEGER[0]) ? end : -1;
}

function readSlowly(view: DataView, from: number, into: Float64Array, place: number): number {
  const whole = numberEnd(view, from);
  if (whole < 0 || whole === view.byteLength || (view.getUint8(whole) | SMALL) !== EXPONENT) {
    if (whole >= 0) into[place] = numberAt(view, from, whole);
    return whole;
  }
  const end = exponentEnd(view, whole);
  if (end >= 0) into[place] = Number(textOf(view, from, end));
  return end;
}

/** @returns where the exponent ends whose letter is there; -1 when it has no digits */
function exponentEnd(view: DataView, letter: number): number {
  const limit = view.byteLength;
  let at = letter + 1;
  if (at < limit && (view.getUint8(at) === PLUS || view.getUint8(at) === MINUS)) at++;
  const first = at;
  while (at < limit && isDigit(view.getUint8(at))) at++;
  return at > first ? at : -1;
}

/** @returns the number without exponent between the two places, which `numberEnd` found. */
export function numberAt(view: DataView, from: number, end: number): number {
  const isNegative = view.getUint8(from) === MINUS;
  const start = isNegative ? from + 1 : from;
  if (end - start > MOST_DIGITS + 1) return Number(textOf(view, from, end));
  // The first 15 digits, and those behind them.
  let [high, low, digits, scale] = [0, 0, 0, 0];
  for (let at = start; at < end; at++) {
    const c = view.getUint8(at);
    if (c === DOT) scale = end - at - 1;
    else if (digits++ < EXACT_DIGITS) high = high * 10 + c - ZERO;
    else low = low * 10 + c - ZERO;
  }
  const size = digits <= EXACT_DIGITS ? high / (POWERS[scale] as number) : quotient(high, low, digits, scale);
  if (Number.isNaN(size)) return Number(textOf(view, from, end));
  return isNegative ? -size : size;
}

/** Digits up to this number, times ten to the tenth, are exact: 2 ** 53 / 5 ** 10. No 19 digits that are a signed number of 64 bits have more. */
const MOST_HIGH = 922_337_203;

/**
 * Reads the whole number that the digits between the two places spell.
 * @param into where it is put, at `place`; NaN where others are there, none, or a zero in front of them
 */
export function readWholeNumber(view: DataView, from: number, end: number, into: Float64Array, place: number): void {
  into[place] = Number.NaN;
  const middle = Math.min(end, from + QUICK_DIGITS);
  const high = quickAt(view, from, middle);
  if (high < 0 || (end - from > 1 && view.getUint8(from) === ZERO)) return;
  if (middle === end) {
    into[place] = high;
    return;
  }
  const last = Math.min(end, middle + QUICK_DIGITS);
  const low = quickAt(view, middle, last);
  if (low < 0) return;
  const shift = POWERS[end - middle] as number;
  // Both parts are exact, so their sum is all that is rounded.
  if (last === end) {
    into[place] = high * shift + low;
    return;
  }
  for (let at = last; at < end; at++) if (!isDigit(view.getUint8(at))) return;
  const isLong = end - last > 1 || high > MOST_HIGH;
  into[place] = isLong ? numberAt(view, from, end) : high * shift + (low * 10 + view.getUint8(last) - ZERO);
}

/** @returns what the digits between the two places spell, nine at most; -1 where there are others, or none */
function quickAt(view: DataView, from: number, end: number): number {
  let number = from < end ? 0 : -1;
  for (let at = from; at < end; at++) {
    const digit = view.getUint8(at) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = (number * 10 + digit) | 0;
  }
  return number;
}

/** @returns (high * 10 ** (digits - 15) + low) / 10 ** scale; NaN when it is too near to the middle of two numbers to tell */
function quotient(high: number, low: number, digits: number, scale: number): number {
  const divisor = POWERS[scale] as number;
  const shift = POWERS[digits - EXACT_DIGITS] as number;
  const sum = high * shift;
  const sumError = productError(high, shift, sum) + low;
  if (scale === 0) return sum + sumError;
  const guess = (sum + sumError) / divisor;
  const product = guess * divisor;
  // What the guess leaves over, divided: nearly exact, since the two large parts cancel out.
  const rest = (sum - product + (sumError - productError(guess, divisor, product))) / divisor;
  const found = guess + rest * (1 + SLACK);
  return found === guess + rest * (1 - SLACK) ? found : Number.NaN;
}

/** The rest is known at least so well, in parts of itself. */
const SLACK = 2 ** -20;
/** Splits a number into two of 26 bits (Dekker, A floating-point technique for extending the available precision, 1971). */
const SPLIT = 2 ** 27 + 1;

/** @returns what is missing in the rounded product of the two */
function productError(a: number, b: number, product: number): number {
  const aHigh = SPLIT * a - (SPLIT * a - a);
  const bHigh = SPLIT * b - (SPLIT * b - b);
  const [aLow, bLow] = [a - aHigh, b - bHigh];
  return aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow);
}

function textOf(view: DataView, from: number, end: number): string {
  let text = '';
  for (let at = from; at < end; at++) text += String.fromCharCode(view.getUint8(at));
  return text;
}
