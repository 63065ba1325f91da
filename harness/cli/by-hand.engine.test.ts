import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Look } from '../run/by-hand/look.ts';
import { hadrill } from './testing.ts';

/** One cluster, worked on as a user does: each verb is a process of its own and knows only what it finds. */
let folder: string;
let id: string;
let passwordFile: string;

/** One verb on our cluster, to its end. */
async function verb(...args: string[]) {
  const started = hadrill(id === undefined ? args : [...args, '--cluster', id], folder);
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}
const status = async () =>
  (JSON.parse((await verb('status', '--json')).stdout) as (Look & { id: string; healthy: boolean })[])[0];
const leader = async () => (await status())?.leaders.find(({ proven }) => proven)?.name;
/** Everything of this cluster, as the engine's own client sees it. */
const ours = () =>
  ['ps -aq', 'network ls -q', 'volume ls -q'].flatMap((words) =>
    execFileSync('docker', [...words.split(' '), '--filter', `label=hadrill.run=${id}`], { encoding: 'utf8' })
      .split('\n')
      .filter(Boolean),
  );
const password = () => readFileSync(passwordFile, 'utf8').trim().split(':').at(-1) ?? '';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-by-hand-'));
  const { code, stdout, stderr } = await verb('up', 'patroni');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  id = /cluster (\w+) is up/.exec(stdout)?.[1] ?? '';
  passwordFile = /PGPASSFILE=(\S+)/.exec(stdout)?.[1] ?? '';
  expect(stdout).not.toContain(password());
});

afterAll(async () => {
  if (id !== undefined && ours().length > 0) await verb('down');
  rmSync(folder, { recursive: true });
});

test('"up" leaves a cluster that outlives it, and a file with the password that only its owner can read', async () => {
  expect((statSync(passwordFile).mode & 0o777).toString(8)).toBe('600');
  const seen = await status();
  expect(seen).toMatchObject({ id, healthy: true, faults: [] });
  expect(seen?.leaders).toEqual([{ name: expect.stringMatching(/^pg[123]$/), proven: true }]);
  const client = new pg.Client({ ...seen?.doors.write, user: 'postgres', database: 'postgres', password: password() });
  await client.connect();
  expect((await client.query('select pg_is_in_recovery() as r')).rows).toEqual([{ r: false }]);
  await client.end();
});

test('nothing that is printed holds the password, and "clean" leaves a kept cluster alone', async () => {
  for (const args of [['status'], ['status', '--json']]) expect((await verb(...args)).stdout).not.toContain(password());
  const before = ours().length;
  expect(await hadrill(['clean'], folder).ended).toBe(0);
  expect(ours()).toHaveLength(before);
});

test('a target that this cluster does not have is exit 64, and nothing is broken', async () => {
  const { code, stderr } = await verb('inject', 'kill', 'pg9');
  expect({ code, stderr }).toEqual({ code: 64, stderr: expect.stringMatching(/no pg9 .* there are primary.*pg3/) });
  expect(await status()).toMatchObject({ healthy: true, faults: [] });
});

test('a killed leader: proven, shown, another one leads; a second process heals it, and once more does nothing', async () => {
  const before = await leader();
  const injected = await verb('inject', 'kill', 'primary');
  expect(injected.stdout).toMatch(new RegExp(`it bites: ${before}: container exited`));
  expect(injected.code).toBe(0);
  const text = (await verb('status')).stdout;
  expect(text).toMatch(new RegExp(`NOT HEALTHY: ${before}'s container is exited`));
  expect(text).toMatch(new RegExp(`fault +kill primary on ${before} since .*: on`));
  // The longest outage that these settings permit is 28 s; twice that.
  await expect.poll(leader, { timeout: 56_000, interval: 500 }).toMatch(/^pg[123]$/);
  const after = await leader();
  expect(after).not.toBe(before);

  const healed = await verb('heal');
  expect(healed.stdout).toMatch(new RegExp(`${before} started\nhealthy: ${after} leads`));
  expect(healed.code).toBe(0);
  const seen = await status();
  expect(seen).toMatchObject({ healthy: true, faults: [] });
  expect(seen?.members.flatMap(({ node }) => (node ? [node.epoch] : []))).toEqual(['2', '2', '2']);
  expect((await verb('heal')).stdout).toMatch(/^nothing was on\nhealthy: /);
});

test('an isolated leader: a second fault in its network is refused, and another process joins it again', async () => {
  const before = (await leader()) ?? '';
  const containers = ours().length;
  const injected = await verb('inject', 'isolate', 'primary');
  expect(injected.stdout).toMatch(new RegExp(`it bites: ${before}: [1-9]\\d* packets dropped`));
  const second = await verb('inject', 'cut', before, 'etcd');
  expect({ code: second.code, stderr: second.stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/on it already: run "hadrill heal"/),
  });
  expect((await status())?.faults.map(({ text, on }) => [text, on])).toEqual([['isolate primary', true]]);

  const healed = await verb('heal');
  expect(healed.stdout).toContain(`${before}: packet filter rules removed`);
  expect(healed.code).toBe(0);
  expect(await status()).toMatchObject({ healthy: true, faults: [] });
  expect(ours()).toHaveLength(containers);
});

test('a frozen replica and one whose PostgreSQL was killed are both brought back by one heal', async () => {
  const replicas = ((await status())?.members ?? []).filter(({ node }) => node?.role === 'replica');
  const [frozen = '', killed = ''] = replicas.map(({ name }) => name);
  expect((await verb('inject', 'pause', frozen)).stdout).toContain(`it bites: ${frozen}: container paused`);
  const injected = await verb('inject', 'kill-process', killed, 'postgres');
  expect(injected.stdout).toMatch(new RegExp(`it bites: ${killed}: .*postgres`));
  expect((await verb('status')).stdout).toContain('container paused');
  expect(await verb('heal')).toMatchObject({ code: 0, stdout: expect.stringContaining(`${frozen} unpaused`) });
  expect(await status()).toMatchObject({ healthy: true, faults: [] });
});

test('Ctrl-C while a cluster is starting removes what there is of it', async () => {
  const started = hadrill(['up', 'patroni'], folder);
  const network = await started.line(/network hadrill-/);
  const other = /hadrill-(\w+)/.exec(network)?.[1];
  await started.line(/started/);
  started.signal('SIGINT');
  expect(await started.ended).toBe(130);
  const left = execFileSync('docker', ['ps', '-aq', '--filter', `label=hadrill.run=${other}`], { encoding: 'utf8' });
  expect(left).toBe('');
});

test('"down" leaves nothing: no container, no network, no volume, no file', async () => {
  const { code, stdout } = await verb('down');
  expect(stdout).toContain(`cluster ${id} is gone, and nothing of it is left`);
  expect(code).toBe(0);
  expect(ours()).toEqual([]);
  expect(existsSync(dirname(passwordFile))).toBe(false);
});
