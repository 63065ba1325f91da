import { afterEach, expect, test, vi } from 'vitest';

import type { Cluster, ContainerState } from '../core/cluster.ts';
import { Absence, type ServerSeen } from './absence.ts';

afterEach(() => void vi.useRealTimers());

function node() {
  const is = { container: 'running' as ContainerState, server: 'present' as ServerSeen | null };
  const cluster = {
    state: async () => is.container,
  } as unknown as Cluster;
  /** One look at the server serves a second: one object for each question here. */
  const look = () =>
    new Absence(cluster, 'g1', async () => {
      if (is.server === null) throw new Error('not known');
      return is.server;
    });
  return { is, look };
}

test('a server that runs, listens to nobody and was never seen gone may have sessions that write: unclear', async () => {
  const { look } = node();
  expect(await look().ofServer()).toBe('unclear');
});

test('a server that runs and was gone before is starting, until it has answered', async () => {
  const { is, look } = node();
  const absence = look();
  is.container = 'exited';
  expect(await absence.ofContainer()).toBe(true);
  is.container = 'running';
  expect([await absence.ofContainer(), await absence.ofServer()]).toEqual([false, 'starting']);
  absence.answered();
  expect(await absence.ofServer()).toBe('unclear');
});

test('a frozen container can not answer, but its sessions live on: it does not count as gone', async () => {
  const { is, look } = node();
  const absence = look();
  is.container = 'paused';
  expect(await absence.ofContainer()).toBe(true);
  is.container = 'running';
  expect(await absence.ofServer()).toBe('unclear');
});

test('no server process is absent; where the question fails nothing is known', async () => {
  const { is, look } = node();
  is.server = 'absent';
  expect(await look().ofServer()).toBe('absent');
  is.server = null;
  expect(await look().ofServer()).toBe('unclear');
});

test('a server that began after the last answer is starting, though nobody saw it gone: a restart is quick', async () => {
  vi.useFakeTimers({ toFake: ['performance'] });
  const { is, look } = node();
  const absence = look();
  absence.answered();
  // It answered just now, and whoever answered is 60 s old or less than 1 s: the former one is the one that answered.
  is.server = { ageMs: 60_000 };
  expect(await absence.ofServer()).toBe('unclear');
  const later = look();
  later.answered();
  vi.advanceTimersByTime(3000);
  is.server = { ageMs: 2000 };
  expect(await later.ofServer()).toBe('starting');
});
