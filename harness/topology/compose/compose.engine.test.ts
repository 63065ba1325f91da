import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import Docker from 'dockerode';
import { expect, test } from 'vitest';
import { acknowledgedWrite as writeMariadb } from '../galera/sql.ts';
import { acknowledgedWrite as writePostgres } from '../patroni/sql.ts';
import { waitFor } from '../wait.ts';
import { secretVariables } from './current.ts';

const docker = new Docker();
const root = resolve(import.meta.dirname, '../../..');
const password = randomBytes(16).toString('hex');
// The environment beats .env: the test neither needs nor reads a user's.
const env = { ...process.env, ...Object.fromEntries(secretVariables().map((name) => [name, password])) };
const run = promisify(execFile);
/** Both come up within 30 s on an idle machine, their health checks every 2 s included; five times that. */
const UP_MS = 150_000;

/** Debian's docker-compose, or the engine's own plugin where that is what there is. */
async function command(): Promise<[string, string[]]> {
  const standalone = await run('docker-compose', ['version']).catch(() => null);
  return standalone ? ['docker-compose', []] : ['docker', ['compose']];
}

async function compose(profile: string, ...args: string[]) {
  const [program, first] = await command();
  const project = ['-p', `hadrill-test-${profile}`, '--profile', profile];
  return run(program, [...first, ...project, ...args], { cwd: root, env, timeout: UP_MS });
}

const containersOf = (profile: string) =>
  docker.listContainers({ all: true, filters: { label: [`com.docker.compose.project=hadrill-test-${profile}`] } });

async function unhealthy(profile: string): Promise<string | null> {
  const all = await Promise.all((await containersOf(profile)).map(({ Id }) => docker.getContainer(Id).inspect()));
  const late = all.filter(({ State }) => State.Health?.Status !== 'healthy');
  return late.length === 0 ? null : late.map(({ Name, State }) => `${Name} ${State.Health?.Status}`).join(', ');
}

test.each([
  ['patroni', 7, 5000, { user: 'postgres', database: 'postgres' }, writePostgres],
  ['galera', 4, 3306, { user: 'hadrill', database: 'hadrill' }, writeMariadb],
] as const)(
  'docker-compose.yml brings the %s profile up healthy, its write port acknowledges, and down leaves nothing',
  async (profile, count, port, user, write) => {
    const { signal } = new AbortController();
    try {
      await compose(profile, 'up', '-d');
      expect(await containersOf(profile)).toHaveLength(count);
      await waitFor(`${profile} is not healthy`, () => unhealthy(profile), { timeoutMs: UP_MS, signal });
      const acknowledged = async () => {
        await write({ host: '127.0.0.1', port }, { ...user, password });
        return null;
      };
      // The proxy has just begun its checks.
      await waitFor('no write was acknowledged', acknowledged, { timeoutMs: 20_000, signal });
      if (profile === 'galera') await firstNodeMadeAnew(signal);
    } finally {
      await compose(profile, 'down', '-v', '--timeout', '1');
    }
    expect(await containersOf(profile)).toEqual([]);
    expect(await docker.listNetworks({ filters: { name: [`hadrill-test-${profile}`] } })).toEqual([]);
  },
);

/** Its container is a new one, with data on which no node has run yet: still it must join those that live. */
async function firstNodeMadeAnew(signal: AbortSignal): Promise<void> {
  await compose('galera', 'up', '-d', '--no-deps', '--force-recreate', 'g1');
  await waitFor('g1 is not healthy', () => unhealthy('galera'), { timeoutMs: UP_MS, signal });
  const { stdout, stderr } = await compose('galera', 'logs', '--no-color', 'g1');
  expect(stdout + stderr).toContain('entrypoint: first start: joining');
  expect(stdout + stderr).not.toContain('bootstrapping');
}
