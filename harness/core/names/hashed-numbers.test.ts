import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HashedNumbers } from './hashed-numbers.ts';

/** All numbers that may have the hash, as they are found one after the other. */
function found(numbers: HashedNumbers, hash: number): number[] {
  const all: number[] = [];
  for (let place = numbers.first(hash); numbers.at(place) !== 0; place = numbers.after(hash, place))
    all.push(numbers.at(place));
  return all;
}

test('of a hash all numbers are found, in their order, whenever it is asked for, and nobody says of one that was added that it is new', () => {
  const hash = fc.oneof(
    fc.integer(),
    fc.integer({ min: -3, max: 3 }),
    fc.constantFrom(2 ** 26, -(2 ** 31), 2 ** 31 - 1),
  );
  const rarely = fc.integer({ min: 0, max: 50 }).map((n) => n === 50);
  fc.assert(
    fc.property(fc.array(fc.tuple(hash, fc.boolean(), rarely), { maxLength: 500 }), (added) => {
      const numbers = new HashedNumbers(1, (number) => (added[number - 1] as (typeof added)[0])[0]);
      const known = new Map<number, number[]>();
      for (const [each, isAsked, isForgotten] of added) {
        if (isForgotten) numbers.forgetHashes();
        const before = known.get(each) ?? [];
        // Others may be among them: they are told apart by what has the number.
        if (isAsked) expect(found(numbers, each).filter((number) => before.includes(number))).toEqual(before);
        const mayHave = numbers.mayHave(each);
        expect(numbers.mayHaveOrWill(each)).toBe(mayHave);
        if (!mayHave) expect(before).toEqual([]);
        known.set(each, [...before, numbers.add(each)]);
      }
      for (const [each, all] of known)
        expect(found(numbers, each).filter((number) => all.includes(number))).toEqual(all);
      expect(numbers.count).toBe(added.length);
    }),
  );
});

test('of a hundred thousand hashes in no order one in seven is taken for known at most when it is new, and hardly one is found among others', () => {
  const numbers = new HashedNumbers(1, () => expect.unreachable('no hash was forgotten'));
  let [taken, others] = [0, 0];
  for (let i = 1; i <= 100_000; i++) {
    const hash = Math.imul(i, 2_654_435_761) ^ (i << 7);
    if (numbers.mayHaveOrWill(hash)) {
      taken++;
      others += found(numbers, hash).length;
    }
    numbers.add(hash);
  }
  expect(taken).toBeLessThan(100_000 / 7);
  expect(others).toBeLessThan(2000);
});
