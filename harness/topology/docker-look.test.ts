import type Docker from 'dockerode';
import { expect, test } from 'vitest';
import { ContainerLook, seenOf } from './docker-look.ts';

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

/** The questions that reach the engine, each to be answered by hand. */
function engine() {
  const asked: { ids: string[]; answer(states: Record<string, string>): void; refuse(): void }[] = [];
  const listContainers = ({ filters }: { filters: { id: string[] } }) =>
    new Promise((resolve, reject) => {
      asked.push({
        ids: filters.id,
        answer: (states) => resolve(Object.entries(states).map(([Id, State]) => ({ Id, State, Ports: [] }))),
        refuse: () => reject(new Error('no engine')),
      });
    });
  return { asked, look: new ContainerLook({ listContainers } as unknown as Docker) };
}

test('questions of one moment are one question; one that comes after it was sent is another one', async () => {
  const { asked, look } = engine();
  const [a, b, twice] = [look.of('a'), look.of('b'), look.of('a')];
  await expect.poll(() => asked.length).toBe(1);
  const later = look.of('a');
  await expect.poll(() => asked.length).toBe(2);
  expect(asked.map(({ ids }) => ids)).toEqual([['a', 'b'], ['a']]);
  asked[1]?.answer({ a: 'exited' });
  asked[0]?.answer({ a: 'running' });
  expect((await Promise.all([a, b, twice, later])).map(({ state }) => state)).toEqual([
    ...['running', 'absent', 'running'],
    'exited',
  ]);
});

test('an engine that refuses is told to all who asked, and asked again by the next', async () => {
  const { asked, look } = engine();
  const all = Promise.allSettled([look.of('a'), look.of('b')]);
  await expect.poll(() => asked.length).toBe(1);
  asked[0]?.refuse();
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = look.of('a');
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer({ a: 'paused' });
  expect((await again).state).toBe('paused');
});
