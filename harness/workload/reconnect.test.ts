import { expect, test } from 'vitest';
import { PAUSE_MS, Reconnect } from './reconnect.ts';

test('after a connection that failed none is tried for a while, and operations end with its code; then one is tried again', async () => {
  let nowMs = 0;
  let tried = 0;
  const reconnect = new Reconnect(() => nowMs);
  const refused = async () => {
    tried++;
    throw Object.assign(new Error('connect refused'), { code: 'ECONNREFUSED' });
  };
  await expect(reconnect.through(refused)).rejects.toThrow(/^connect refused$/);
  nowMs = PAUSE_MS - 1;
  await expect(reconnect.through(refused)).rejects.toMatchObject({
    code: 'ECONNREFUSED',
    message: 'not tried again within 100 ms after: connect refused',
  });
  expect(tried).toBe(1);
  nowMs = PAUSE_MS;
  await expect(reconnect.through(refused)).rejects.toThrow(/^connect refused$/);
  expect(tried).toBe(2);
});

test('the pause counts from the failure, however long the connection took to fail, and a connection that stands ends it', async () => {
  let nowMs = 0;
  const reconnect = new Reconnect(() => nowMs);
  const slowly = async () => {
    nowMs = 1000;
    throw new Error('no answer');
  };
  await expect(reconnect.through(slowly)).rejects.toThrow('no answer');
  nowMs = 1000 + PAUSE_MS;
  expect(await reconnect.through(async () => 'open')).toBe('open');
  expect(await reconnect.through(async () => 'open again')).toBe('open again');
});
