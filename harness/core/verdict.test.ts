import { expect, test } from 'vitest';
import { mergeValid } from './verdict.ts';

test('the worst wins, whatever the order: invalid over unknown over valid', () => {
  expect(mergeValid([true, 'unknown', false])).toBe(false);
  expect(mergeValid([false, true])).toBe(false);
  expect(mergeValid(['unknown', true])).toBe('unknown');
  expect(mergeValid([true, true])).toBe(true);
});

test('nothing was judged, so nothing is proven: unknown', () => {
  expect(mergeValid([])).toBe('unknown');
});
