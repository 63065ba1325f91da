import { expect, test } from 'vitest';
import { SetupError } from '../core/errors.ts';
import { Hopeless, waitFor } from './wait.ts';

const { signal } = new AbortController();

test('it asks again until nothing is missing', async () => {
  const missing = ['two members', 'one member', null];
  await waitFor('a cluster', async () => missing.shift() ?? null, { timeoutMs: 30_000, everyMs: 1, signal });
  expect(missing).toEqual([]);
});

test.each([20, 20.5, 0.121])(
  'after %s ms it says what was missing last; what is left of a time is no whole number',
  async (timeoutMs) => {
    const waited = waitFor('a cluster', async () => 'one member', { timeoutMs, everyMs: 1, signal });
    await expect(waited).rejects.toThrow(
      new SetupError(`a cluster: not within ${Math.ceil(timeoutMs) / 1000} s: one member`),
    );
  },
);

test('a question that fails is asked again; one whose answer can never come is not', async () => {
  const refused = waitFor('a cluster', () => Promise.reject(new Error('refused')), {
    timeoutMs: 20,
    everyMs: 1,
    signal,
  });
  await expect(refused).rejects.toThrow('a cluster: not within 0.02 s: refused');
  let asked = 0;
  const hopeless = () => {
    asked++;
    throw new Hopeless('its container has ended');
  };
  const waited = waitFor('a cluster', async () => hopeless(), { timeoutMs: 30_000, everyMs: 1, signal });
  await expect(waited).rejects.toThrow('a cluster, and will not: its container has ended');
  expect(asked).toBe(1);
});

test('a defect in a question is not taken for a word of the cluster', async () => {
  const defect = new TypeError("Cannot read properties of undefined (reading 'role')");
  const waited = waitFor('a cluster', () => Promise.reject(defect), { timeoutMs: 30_000, everyMs: 1, signal });
  await expect(waited).rejects.toBe(defect);
});

test('a signal that is aborted ends it with its reason', async () => {
  const abort = new AbortController();
  const waited = waitFor('a cluster', async () => 'one member', {
    timeoutMs: 30_000,
    everyMs: 1,
    signal: abort.signal,
  });
  abort.abort(new Error('Ctrl-C'));
  await expect(waited).rejects.toThrow('Ctrl-C');
});
