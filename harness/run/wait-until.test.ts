import { expect, test } from 'vitest';
import { type Subscribe, waitUntil } from './wait-until.ts';

function source() {
  const listeners = new Set<() => void>();
  const on: Subscribe = (listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return { on, fire: () => [...listeners].forEach((listener) => void listener()), listeners };
}
const signal = new AbortController().signal;

test('what holds already is not waited for, and nobody stays subscribed', async () => {
  const { on, listeners } = source();
  expect(await waitUntil([on], () => true, { timeoutMs: 60_000, signal })).toBe(true);
  expect(listeners.size).toBe(0);
});

test('an event makes it ask again; the deadline says false', async () => {
  const { on, fire, listeners } = source();
  let value = 0;
  const waiting = waitUntil([on], () => value === 2, { timeoutMs: 60_000, signal });
  for (value = 1; value <= 2; value++) fire();
  expect(await waiting).toBe(true);
  expect(await waitUntil([on], () => false, { timeoutMs: 5, signal })).toBe(false);
  expect(listeners.size).toBe(0);
});

test('an interruption ends the wait with its reason', async () => {
  const controller = new AbortController();
  const waiting = waitUntil([], () => false, { timeoutMs: 60_000, signal: controller.signal });
  controller.abort(new Error('stop'));
  await expect(waiting).rejects.toThrow('stop');
});
