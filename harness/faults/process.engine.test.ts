import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Fault, Injection } from '../core/scenario.ts';
import { type RunningCluster, startPatroni } from '../topology/cluster.ts';
import { patroni } from '../topology/patroni/options.ts';
import { killProcess } from './kill-process.ts';
import { pause } from './pause.ts';
import { heal } from './testing-network.ts';

// The process faults on a real cluster whose Patroni nobody restarts, on a replica: nothing fails over.

/** PostgreSQL starts in 1 s, Patroni in 3 s; its next HA loop comes within 5 s. */
const AGAIN_MS = 30_000;

const docker = new Docker();
let cluster: RunningCluster;
let node: string;

beforeAll(async () => {
  cluster = await startPatroni(patroni({ synchronous: true, onPatroniExit: 'nothing' }));
  [node = ''] = await cluster.resolve('replica');
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
});

const logged: string[] = [];
const context = () => ({
  signal: new AbortController().signal,
  now: () => performance.now(),
  log: (event: string) => void logged.push(event),
});
const inject = (fault: Fault) => fault.inject(cluster, context());
const proof = (injection: Injection) => injection.proveEffect(AbortSignal.timeout(20_000));

const pids = async (program: string) => (await cluster.exec(node, ['pgrep', '-x', program])).stdout.trim();
/** By the process table of the node's own container. */
const postmasterSince = async () => {
  const { stdout } = await cluster.exec(node, ['head', '-n', '3', '/var/lib/postgresql/data/postmaster.pid']);
  return stdout.trim();
};
const sql = async () => {
  const asked = cluster.exec(node, ['psql', '-h', '/var/run/postgresql', '-Atc', 'select 1'], { timeoutMs: 3000 });
  return asked.then(({ stdout }) => stdout.trim()).catch(() => 'no answer');
};
const rest = async () => {
  const { host, port } = await cluster.endpoint(node, 8008);
  const asked = fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(1000) });
  return asked.then(({ status }) => status).catch(() => 'no answer');
};
const startedAt = async () => (await docker.getContainer(`hadrill-${cluster.id}-${node}`).inspect()).State.StartedAt;
const helperIsGone = () =>
  docker
    .getContainer(`hadrill-${cluster.id}-${node}-nemesis`)
    .inspect()
    .then(() => false)
    .catch(() => true);
const wellAgain = async () => {
  await expect.poll(rest, { timeout: AGAIN_MS, interval: 200 }).toBe(200);
  await cluster.waitHealthy({ timeoutMs: AGAIN_MS });
  await expect.poll(helperIsGone, { timeout: 10_000, interval: 100 }).toBe(true);
};

test('a stopped Patroni answers nothing while PostgreSQL runs on, and continues where it stood', async () => {
  const [patroniPid, postmaster] = [await pids('patroni'), await postmasterSince()];
  const injection = await inject(killProcess('replica', 'patroni', 'SIGSTOP'));
  expect(injection.targets).toEqual([node]);
  const { tookEffect, evidence } = await proof(injection);
  expect({ tookEffect, evidence }).toEqual({ tookEffect: true, evidence: expect.stringMatching(/in state T/) });
  expect(await rest()).toBe('no answer');
  expect(await sql()).toBe('1');
  await heal(injection);
  await heal(injection);
  await wellAgain();
  expect([await pids('patroni'), await postmasterSince()]).toEqual([patroniPid, postmaster]);
});

test('a stopped Patroni that nobody heals continues by itself', async () => {
  const patroniPid = await pids('patroni');
  const injection = await inject(killProcess(node, 'patroni', 'SIGSTOP', { maxDurationMs: 3000 }));
  expect((await proof(injection)).tookEffect).toBe(true);
  await wellAgain();
  expect(await pids('patroni')).toBe(patroniPid);
  await heal(injection);
});

test('a killed Patroni is gone for good, PostgreSQL runs on without it, and the heal starts the node anew', async () => {
  const [postmaster, started] = [await postmasterSince(), await startedAt()];
  const injection = await inject(killProcess(node, 'patroni'));
  expect((await proof(injection)).tookEffect).toBe(true);
  expect(await pids('patroni')).toBe('');
  expect(await rest()).toBe('no answer');
  expect(await sql()).toBe('1');
  expect([await postmasterSince(), await startedAt()]).toEqual([postmaster, started]);
  await heal(injection);
  await heal(injection);
  await wellAgain();
  expect(await startedAt()).not.toBe(started);
});

test('a killed PostgreSQL is started again by Patroni, and the heal leaves the node alone', async () => {
  const [postmaster, started] = [await postmasterSince(), await startedAt()];
  const injection = await inject(killProcess(node, 'postgres'));
  expect((await proof(injection)).tookEffect).toBe(true);
  await expect.poll(sql, { timeout: AGAIN_MS, interval: 200 }).toBe('1');
  await heal(injection);
  await wellAgain();
  expect(await postmasterSince()).not.toBe(postmaster);
  expect(await startedAt()).toBe(started);
});

test('a program that does not run there is a fault error, and no helper is left', async () => {
  await expect(inject(killProcess(node, 'mariadbd'))).rejects.toThrow(
    `kill mariadbd on ${node}: no process of that name`,
  );
  expect(await helperIsGone()).toBe(true);
});

test('a paused node stands still in all it does, and goes on where it stood, by hand or by itself', async () => {
  const postmaster = await postmasterSince();
  const injection = await inject(pause('replica'));
  expect(await proof(injection)).toEqual({ tookEffect: true, evidence: `${node}: container paused` });
  expect(await rest()).toBe('no answer');
  await heal(injection);
  await heal(injection);
  await wellAgain();
  expect(await postmasterSince()).toBe(postmaster);

  logged.length = 0;
  await inject(pause(node, { maxDurationMs: 1500 }));
  expect(await cluster.state(node)).toBe('paused');
  await expect.poll(() => cluster.state(node), { timeout: 5000, interval: 100 }).toBe('running');
  expect(logged).toContain('healed by itself');
  await wellAgain();
});

// The last one: the cluster is not whole afterwards.
test('a node whose container was removed while a fault is on it: the heal says exactly what is left', async () => {
  const [stopped, paused] = [
    await inject(killProcess(node, 'patroni', 'SIGSTOP')),
    await inject(pause('sync-standby')),
  ];
  await docker.getContainer(`hadrill-${cluster.id}-${node}`).remove({ force: true, v: true });
  await expect(heal(stopped)).rejects.toThrow(`heal ${node}: its container was removed`);
  await heal(paused);
  expect(await cluster.state(paused.targets[0] ?? '')).toBe('running');
  expect(await helperIsGone()).toBe(true);
});
