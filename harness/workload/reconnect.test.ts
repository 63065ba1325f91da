import { expect, test } from 'vitest';
import { PAUSE_MS, Reconnect } from './reconnect.ts';

const refusedError = () => Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });

test('after a connection that failed none is tried for a while, and operations end with its code; then one is tried again', async () => {
  let nowMs = 0;
  let tried = 0;
  const reconnect = new Reconnect(() => nowMs);
  const refused = async () => {
    tried++;
    throw refusedError();
  };
  await expect(reconnect.through(refused)).rejects.toThrow(/^connect refused$/);
  nowMs = PAUSE_MS - 1;
  await expect(reconnect.through(refused)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
    message: `not tried again within ${PAUSE_MS} ms after: connect refused`,
  });
  expect(tried).toBe(1);
  nowMs = PAUSE_MS;
  await expect(reconnect.through(refused)).rejects.toThrow(/^connect refused$/);
  expect(tried).toBe(2);
});

test('while an attempt hangs others begin, one each pause; the first that comes through lets everybody in', async () => {
  let nowMs = 0;
  const reconnect = new Reconnect(() => nowMs);
  await expect(
    reconnect.through(async () => {
      throw refusedError();
    }),
  ).rejects.toThrow();
  nowMs = PAUSE_MS;
  let hangingFails: (error: Error) => void = () => undefined;
  const hanging = reconnect.through(
    () =>
      new Promise((_, reject) => {
        hangingFails = reject;
      }),
  );
  await expect(reconnect.through(async () => 'too early')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  nowMs = 2 * PAUSE_MS;
  expect(await reconnect.through(async () => 'open')).toBe('open');
  expect(await reconnect.through(async () => 'open as well')).toBe('open as well');
  hangingFails(refusedError());
  await expect(hanging).rejects.toThrow(/^connect refused$/);
  // It began when the way was closed: nobody is kept from trying for it.
  expect(await reconnect.through(async () => 'still open')).toBe('still open');
});

test('clients whose connections break together each try once: nobody knows yet that the way is closed', async () => {
  const reconnect = new Reconnect(() => 0);
  let tried = 0;
  const refused = async () => {
    tried++;
    await Promise.resolve();
    throw refusedError();
  };
  await Promise.allSettled([reconnect.through(refused), reconnect.through(refused)]);
  expect(tried).toBe(2);
});
