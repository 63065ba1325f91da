import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { httpPages, readJson } from './http-page.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

/** @param answer is given each response, and how many there were before it */
async function serve(answer: (response: ServerResponse, before: number, socket: Socket) => void) {
  let count = 0;
  const server = createServer((request, response) => answer(response, count++, request.socket));
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { at: { host: '127.0.0.1', port: (server.address() as AddressInfo).port }, asked: () => count };
}

test('a page has its status and its text, and the connection is kept', async () => {
  const sockets = new Set<Socket>();
  const { at } = await serve((response, _, socket) => {
    sockets.add(socket);
    response.writeHead(503).end('é');
  });
  const pages = httpPages();
  expect(await pages.read(at, '/', 1000)).toEqual({ status: 503, body: 'é' });
  expect(await pages.read(at, '/', 1000)).toEqual({ status: 503, body: 'é' });
  expect(sockets.size).toBe(1);
  pages.close();
});

test('a kept connection that was closed under the question is no answer: it is asked once more, and not twice', async () => {
  const { at, asked } = await serve((response, before, socket) => {
    if (before === 1 || before >= 3) socket.resetAndDestroy();
    else response.end('well');
  });
  const pages = httpPages();
  await pages.read(at, '/', 1000);
  expect(await pages.read(at, '/', 1000)).toEqual({ status: 200, body: 'well' });
  // On a new connection a reset is the answer.
  await expect(pages.read(at, '/x', 1000)).rejects.toThrow(/^read \/x of 127\.0\.0\.1:\d+: /);
  expect(asked()).toBeLessThanOrEqual(5);
  pages.close();
});

test.each([
  ['before the page begins', () => undefined],
  ['in the middle of it', (response: ServerResponse) => void response.write('half')],
])('the deadline holds %s', async (_, answer) => {
  const { at, asked } = await serve(answer);
  await expect(httpPages().read(at, '/', 100)).rejects.toThrow('no answer within 100 ms');
  expect(asked()).toBe(1);
});

test('what is open is cut by close, and nothing is read afterwards', async () => {
  const pages = httpPages();
  const { at, asked } = await serve(() => pages.close());
  await expect(pages.read(at, '/', 5000)).rejects.toThrow('read / of');
  await expect(pages.read(at, '/', 5000)).rejects.toThrow('nothing is read any more');
  expect(asked()).toBe(1);
});

test('JSON is taken from a page with status 200 alone; what is none is told with its address', async () => {
  const { at } = await serve((response, before) =>
    response.writeHead(before === 1 ? 404 : 200).end(['{"a":1}', '{}', '<'][before]),
  );
  expect(await readJson(at, '/', 1000)).toEqual({ a: 1 });
  await expect(readJson(at, '/', 1000)).rejects.toThrow(/^GET http:.*: 404$/);
  await expect(readJson(at, '/', 1000)).rejects.toThrow(/the page is no JSON$/);
});
