// "Within d after t" is x <= t + d, as numbers add up. Where one x is held against many t, the other way round, t >= x - d, is not the
// same: both sums are rounded, each in its own way.

/** @returns the least number to which `d` has to be added for `x` or more. @param d not negative, like the times of a history */
export function leastReaching(x: number, d: number): number {
  const near = x - d;
  if (near + d >= x && before(near) + d < x) return near;
  const slack = Math.max(Math.abs(x), d) * 2 ** -50;
  let [low, high] = [near - slack, near + slack];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (!(middle > low && middle < high)) return high;
    if (middle + d >= x) high = middle;
    else low = middle;
  }
}

/** The number before a positive one; of others one before it, or the same. */
const before = (number: number): number => number * (1 - Number.EPSILON / 2);
