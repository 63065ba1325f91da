import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type FromWorker, receive, send } from './protocol.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-protocol-'));
  path = join(folder, 's.sock');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('messages arrive whole and in order, and a connection that breaks ends them without ending us', async () => {
  const got: FromWorker[] = [];
  const accepted = Promise.withResolvers<Socket>();
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    receive<FromWorker>(socket, (message) => got.push(message));
    accepted.resolve(socket);
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  try {
    const client = connect(path);
    const socket = await accepted.promise;
    send(client, { type: 'begin', slug: 'a', title: 'A' });
    send(client, { type: 'begin', slug: 'b', title: 'B' });
    await expect.poll(() => got.length).toBe(2);
    expect(got.map((each) => each.type === 'begin' && each.slug)).toEqual(['a', 'b']);
    const closed = once(socket, 'close').catch(() => undefined);
    // As a peer's death shows itself while something was still unread.
    socket.destroy(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }));
    await closed;
    client.destroy();
  } finally {
    server.close();
  }
});
