import { expect, test } from 'vitest';
import { OncePer } from './once-per.ts';

test('it is made once per thing, until it is forgotten', () => {
  let made = 0;
  const numbers = new OncePer(() => ++made);
  const [one, other] = [{}, {}];
  expect([numbers.of(one), numbers.of(one), numbers.of(other), numbers.of(one)]).toEqual([1, 1, 2, 1]);
  expect([numbers.forget(one), numbers.forget(one)]).toEqual([1, undefined]);
  expect([numbers.of(one), numbers.of(other)]).toEqual([3, 2]);
});
