import { expect, test } from 'vitest';
import { seenOf } from './docker-look.ts';

test.each([
  ['created', 'exited', false],
  ['running', 'running', false],
  ['paused', 'paused', false],
  ['restarting', 'running', false],
  ['exited', 'exited', true],
  ['dead', 'exited', true],
])('a container that is %s counts as %s, as ended: %s', (State, state, ended) => {
  expect(seenOf({ State, Ports: [] })).toMatchObject({ state, ended });
});

test('a port is published where the engine says so, of this protocol and now', () => {
  const Ports = [
    { IP: '127.0.0.1', PrivatePort: 5432, PublicPort: 32_801, Type: 'tcp' },
    { IP: '127.0.0.1', PrivatePort: 8008, PublicPort: 32_802, Type: 'udp' },
    { IP: '', PrivatePort: 7000, PublicPort: 0, Type: 'tcp' },
  ];
  const seen = seenOf({ State: 'running', Ports });
  expect(seen.published(5432)).toEqual({ host: '127.0.0.1', port: 32_801 });
  expect([8008, 7000, 1].map((port) => seen.published(port))).toEqual([null, null, null]);
});
