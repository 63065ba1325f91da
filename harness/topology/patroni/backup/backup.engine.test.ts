import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RecoveryTarget } from '../../../core/backup.ts';
import { type RunningCluster, startPatroni } from '../../cluster.ts';
import { findOurs } from '../../docker-sweep.ts';
import { patroni } from '../options.ts';
import { pgbackrest } from './options.ts';
import { PgBackRest } from './pgbackrest.ts';

const docker = new Docker();
const { signal } = new AbortController();
const options = { signal, onStep: () => undefined };
let cluster: RunningCluster;

beforeAll(async () => {
  cluster = await startPatroni(patroni({ backup: pgbackrest() }));
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
  expect(await ours()).toEqual([]);
});

const ours = async () => (await findOurs(docker)).filter((one) => one.labels['hadrill.run'] === cluster.id);
const backup = () => {
  if (!cluster.backup) throw new Error('no backup');
  return cluster.backup;
};
const leader = async () => (await cluster.resolve('primary'))[0] ?? '';
const sql = async (node: string, text: string) => {
  const { exitCode, stdout, stderr } = await cluster.exec(node, ['psql', '-XAtc', text]);
  expect(exitCode, stderr).toBe(0);
  return stdout.trim();
};
const target = (over: Partial<RecoveryTarget>): RecoveryTarget => ({
  ...{ type: 'lsn', value: '', inclusive: false, timeline: null, position: null },
  ...over,
});
/** Everything that an error must leave as it was. */
const untouched = async () => ({
  containers: (await ours()).map((one) => one.name).sort(),
  leads: await leader(),
  timeline: await sql(await leader(), 'select timeline_id from pg_control_checkpoint()'),
  repository: (await cluster.exec(await leader(), ['find', '/var/lib/pgbackrest/backup', '-type', 'f'])).stdout,
});

test('its volume carries the labels of its run, and each node reaches it', async () => {
  const volumes = (await ours()).filter((one) => one.kind === 'volume');
  expect(volumes.map((one) => one.name)).toEqual([`hadrill-${cluster.id}-backup`]);
  for (const node of cluster.nodes)
    expect((await cluster.exec(node, ['ls', '/var/lib/pgbackrest/archive'])).stdout.trim()).toBe('hadrill');
});

test('without any backup a restore is refused by that cause, and nothing is made or stopped', async () => {
  const before = await untouched();
  const wanted = target({ value: '0/5000000', position: '0/5000000' });
  await expect(backup().toSide(wanted, 'early', options)).rejects.toMatchObject({ reason: 'no-backup' });
  const inPlace = backup().inPlace(wanted, { ...options, whileClosed: async () => undefined });
  await expect(inPlace).rejects.toMatchObject({ reason: 'no-backup' });
  expect(await untouched()).toEqual(before);
});

test('a target before the first backup, or after the last archived WAL, is refused by that cause', async () => {
  const set = await backup().takeFull(signal);
  const before = await untouched();
  for (const [wanted, reason] of [
    [target({ value: '0/2000000', position: '0/2000000' }), 'target-before-first-backup'],
    [target({ type: 'time', value: '2020-01-01 00:00:00+00' }), 'target-before-first-backup'],
    [target({ value: '9/0', position: '9/0' }), 'target-after-last-wal'],
    // Of a time nobody knows beforehand whether the archive reaches it: PostgreSQL says so, after it replayed it all.
    [target({ type: 'time', value: '2099-01-01 00:00:00+00' }), 'target-after-last-wal'],
  ] as const) {
    await expect(backup().toSide(wanted, 'wrong', options), wanted.value).rejects.toMatchObject({ reason });
  }
  // In place it would be told by a cluster that is stopped already.
  const byTime = target({ type: 'time', value: '2099-01-01 00:00:00+00' });
  await expect(backup().inPlace(byTime, { ...options, whileClosed: async () => undefined })).rejects.toMatchObject({
    reason: 'refused',
    message: expect.stringMatching(/no WAL position/),
  });
  expect(set.type).toBe('full');
  expect(await untouched()).toEqual(before);
});

test('with a wrong passphrase everything is refused by that cause, whatever the exit code', async () => {
  const before = await untouched();
  const node = await leader();
  const ANOTHER = 'PGBACKREST_REPO1_CIPHER_PASS=another';
  const wrong = new PgBackRest((argv, how) => cluster.exec(node, ['env', ANOTHER, ...argv], how), node);
  // Not where PostgreSQL runs: that is refused before the repository is looked at.
  const elsewhere = ['env', ANOTHER, 'PGBACKREST_PG1_PATH=/tmp/elsewhere'];
  const wrongElsewhere = new PgBackRest((argv, how) => cluster.exec(node, [...elsewhere, ...argv], how), node);
  const [set] = (await new PgBackRest((argv, how) => cluster.exec(node, argv, how), node).repository()).backups;
  if (!set) throw new Error('no backup');
  const refused = { reason: 'wrong-passphrase', message: expect.stringMatching(/passphrase is wrong/) };
  await expect(wrong.repository()).rejects.toMatchObject(refused);
  await expect(wrong.initialise()).rejects.toMatchObject(refused);
  await expect(wrong.full()).rejects.toMatchObject(refused);
  const how = { delta: false, archiving: false };
  await expect(wrongElsewhere.restore(target({ type: 'immediate' }), set, how)).rejects.toMatchObject(refused);
  expect(await untouched()).toEqual(before);
});

test('a full repository is named as such, and what is in the repository stays as it was', async () => {
  const before = await untouched();
  const node = await leader();
  // A file system of 64 MiB that each container has; the repository of the cluster is on the machine's own disk.
  const [small, filler] = ['/dev/shm/repository', '/dev/shm/filler'];
  const env = ['env', `PGBACKREST_REPO1_PATH=${small}`];
  const there = new PgBackRest((argv, how) => cluster.exec(node, [...env, ...argv], how), node, small);
  expect((await cluster.exec(node, ['mkdir', small])).exitCode).toBe(0);
  expect((await cluster.exec(node, ['dd', 'if=/dev/zero', `of=${filler}`, 'bs=4096'])).stderr).toMatch(/No space left/);
  await expect(there.initialise()).rejects.toMatchObject({
    ...{
      reason: 'repository-full',
      message: expect.stringMatching(/the repository is full \(0 bytes are left, less than a WAL segment\)/),
    },
  });
  expect((await cluster.exec(node, ['rm', '-r', small, filler])).exitCode).toBe(0);
  expect(await untouched()).toEqual(before);
});

test('after a failover the new leader archives, and a restarted node finds the repository as it was', async () => {
  const old = await leader();
  const [candidate = ''] = await cluster.resolve('sync-standby');
  const { host, port } = await cluster.endpoint(old, 8008);
  const body = JSON.stringify({ leader: old, candidate });
  const answer = await fetch(`http://${host}:${port}/switchover`, { method: 'POST', body });
  expect(answer.status, await answer.text()).toBe(200);
  await cluster.waitHealthy({ timeoutMs: 60_000 });
  expect(await leader()).toBe(candidate);
  await backup().archiveNow(signal);
  const repository = new PgBackRest((argv, how) => cluster.exec(candidate, argv, how), candidate);
  const { archive, backups } = await repository.repository();
  expect(archive?.last).toMatch(/^00000002/);
  // A switchover ends the old timeline within a segment, so that the archive never gets the whole of it.
  expect(await repository.holds(archive?.first ?? '')).toBe(true);
  const [first] = backups;
  const lost = target({ timeline: '1', value: '0/F0000000', position: '0/F0000000' });
  expect(first?.timeline).toBe(1);
  await expect(backup().inPlace(lost, { ...options, whileClosed: async () => undefined })).rejects.toMatchObject({
    reason: 'target-after-last-wal',
    message: expect.stringMatching(/segment 0000000100/),
  });
  expect(await leader()).toBe(candidate);

  await cluster.stop(old);
  await cluster.start(old);
  expect((await cluster.exec(old, ['pgbackrest', '--stanza=hadrill', 'info'])).stdout).toMatch(/status: ok/);
  await cluster.waitHealthy({ timeoutMs: 60_000 });
});

test('the passphrase is in no log, no file and on no command line', async () => {
  const node = await leader();
  const { stdout } = await cluster.exec(node, ['printenv', 'PGBACKREST_REPO1_CIPHER_PASS']);
  const passphrase = stdout.trim();
  expect(passphrase).toMatch(/^[0-9a-f]{32}$/);
  const texts = [JSON.stringify(cluster.renderedConfig())];
  for (const one of cluster.nodes) {
    const raw = await docker.getContainer(`hadrill-${cluster.id}-${one}`).logs({ stdout: true, stderr: true });
    texts.push(raw.toString(), await cluster.logs(one));
  }
  texts.push(JSON.stringify(await docker.getContainer(`hadrill-${cluster.id}-${node}`).top()));
  expect(texts.join()).toMatch(/archive-push/);
  expect(texts.join()).not.toContain(passphrase);
  const files = ['grep', '-rlF', passphrase, '/etc', '/var/lib/postgresql', '/var/lib/pgbackrest', '/tmp'];
  expect((await cluster.exec(node, files)).stdout).toBe('');
});
