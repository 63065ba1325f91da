// Decimal numbers in the bytes of a file, rounded as JSON.parse does.
const [MINUS, DOT, ZERO] = [0x2d, 0x2e, 0x30] as const;
/** Up to so many digits a fraction is the quotient of two exact numbers. */
const EXACT_DIGITS = 15;
/** And up to so many, of two that are exact as sums of two. A clock in float64 is printed with up to 17 and a half dozen zeros. */
const MOST_DIGITS = 22;
const POWERS = Float64Array.from({ length: MOST_DIGITS + 1 }, (_, i) => 10 ** i);

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

/** @returns (high * 10 ** (digits - 15) + low) / 10 ** scale; NaN when it is too near to the middle of two numbers to tell */
function quotient(high: number, low: number, digits: number, scale: number): number {
  const divisor = POWERS[scale] as number;
  const shift = POWERS[digits - EXACT_DIGITS] as number;
  const sum = high * shift;
  const sumError = productError(high, shift, sum) + low;
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
