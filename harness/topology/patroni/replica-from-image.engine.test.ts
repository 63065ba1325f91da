import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCluster, startPatroni } from '../cluster.ts';
import { waitFor } from '../wait.ts';
import { patroni } from './options.ts';

/** A switchover takes 2 to 4 s, a base backup 2 s, either with a `loop_wait` of 5 s; tenfold. */
const SETTLED_MS = 90_000;
const { signal } = new AbortController();
let cluster: RunningCluster;
let leader: string;
let replicas: string[];

beforeAll(async () => {
  cluster = await startPatroni(patroni());
  [leader = ''] = await cluster.resolve('primary');
  replicas = await cluster.resolve('replica');
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
});

const shell = (node: string, script: string) => cluster.exec(node, ['sh', '-c', script], { timeoutMs: 60_000 });
const identifier = async (node: string, directory: string) =>
  (await shell(node, `pg_controldata ${directory} | grep 'system identifier'`)).stdout.trim();
const psql = async (node: string, sql: string) =>
  (await cluster.exec(node, ['psql', '-XAtc', sql], { timeoutMs: 60_000 })).stdout.trim();

/** Runs the method as Patroni does, against that server, for a node that has had no data yet unless said. */
const method = (node: string, connstring: string, remade = 'touch no-data-yet') =>
  shell(
    node,
    `${remade}; rm -rf /tmp/made; PGPASSWORD="$PATRONI_REPLICATION_PASSWORD" ` +
      `replica-from-image --scope=hadrill --role=replica --datadir=/tmp/made --connstring='${connstring}'`,
  );
const to = (node: string) => `host=${cluster.address(node)} port=5432 user=replicator dbname=postgres`;

async function post(node: string, path: string, body: unknown): Promise<void> {
  const { host, port } = await cluster.endpoint(node, 8008);
  const answer = await fetch(`http://${host}:${port}${path}`, { method: 'POST', body: JSON.stringify(body) });
  expect(answer.status, await answer.text()).toBeLessThan(300);
}

test('a fresh cluster begins with the image’s data directory, under an identifier of its own, and all its replicas stream', async () => {
  expect(await cluster.logs(leader)).toContain('initdb: copied the data directory');
  for (const replica of replicas) expect(await cluster.logs(replica)).toContain('has been created using image');
  const seen = await Promise.all(cluster.nodes.map((node) => identifier(node, '/var/lib/postgresql/data')));
  expect(new Set(seen).size).toBe(1);
  expect(seen[0]).not.toBe(await identifier(leader, '/var/lib/postgresql/prepared'));
  const streaming = "select count(*) from pg_stat_replication where state = 'streaming'";
  expect(await psql(leader, streaming)).toBe('2');
});

test('what initdb and Patroni make otherwise is there: checksums, locale, this cluster’s passwords as SCRAM, no trust over TCP', async () => {
  expect(await psql(leader, 'show data_checksums')).toBe('on');
  const locale = 'select distinct pg_encoding_to_char(encoding), datcollate, datctype from pg_database';
  expect(await psql(leader, locale)).toBe('UTF8|C|C.UTF-8');
  const roles = "select rolname, left(rolpassword, 13) from pg_authid where rolname !~ '^pg_' order by 1";
  expect(await psql(leader, roles)).toBe('postgres|SCRAM-SHA-256\nreplicator|SCRAM-SHA-256');
  const trusted = "select count(*) from pg_hba_file_rules where type <> 'local' and auth_method = 'trust'";
  for (const node of cluster.nodes) expect(await psql(node, trusted)).toBe('0');
});

test('the image’s data directory holds no password', async () => {
  const sql = 'select count(*) as roles, count(rolpassword) as passwords from pg_authid';
  const { stdout } = await shell(
    leader,
    `cp -a /var/lib/postgresql/prepared /tmp/looked-at && echo '${sql}' | postgres --single -D /tmp/looked-at postgres`,
  );
  expect(stdout).toMatch(/roles = "[1-9]/);
  expect(stdout).toMatch(/passwords = "0"/);
});

test('the method makes a node’s first data alone, and from a server that began otherwise none', async () => {
  const [replica = ''] = replicas;
  expect(await method(replica, to(leader), 'true')).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/had data before/),
  });
  expect(await method(replica, to(leader))).toMatchObject({ exitCode: 0 });
  const other = '/usr/lib/postgresql/current/bin/initdb.distrib -U postgres -D /tmp/other >/tmp/other.log 2>&1';
  const sql = `select pg_switch_wal(); select pg_logical_emit_message(true, 'hadrill', repeat('x', 10000))`;
  const start = `pg_ctl -D /tmp/other -o '-p 5999 -k /tmp -c wal_keep_size=128MB' -w -l /tmp/other.log start`;
  const begun = await shell(replica, `${other} && ${start} && echo "${sql}" | psql -XAtqh /tmp -p 5999`);
  expect(begun).toMatchObject({ exitCode: 0 });
  const refused = await method(replica, 'host=/tmp port=5999 user=postgres dbname=postgres');
  await shell(replica, 'pg_ctl -D /tmp/other -m immediate stop');
  expect(refused).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/WAL began otherwise/) });
});

test('it refuses once the leader has written half of the WAL that it keeps: the rest may be gone before the copy connects', async () => {
  for (let i = 0; i < 5; i++)
    await psql(leader, "select pg_logical_emit_message(true, 'hadrill', 'x'); select pg_switch_wal()");
  const [replica = ''] = replicas;
  expect(await method(replica, to(leader))).toMatchObject({
    exitCode: 1,
    stderr: expect.stringMatching(/bytes of WAL since, and keeps/),
  });
});

test('after a failover, on timeline 2, a member that is made anew comes by base backup and streams', async () => {
  const [next = ''] = await cluster.resolve('sync-standby');
  await post(leader, '/switchover', { leader, candidate: next });
  await cluster.waitHealthy({ timeoutMs: SETTLED_MS, signal });
  expect(await cluster.leader()).toBe(next);
  expect(await method(leader, to(next))).toMatchObject({ exitCode: 1, stderr: expect.stringMatching(/on timeline 2/) });
  // As if it had had no data yet: it is the timeline that refuses.
  await shell(leader, 'touch no-data-yet');
  await post(leader, '/reinitialize', { force: true });
  const missing = async () =>
    (await cluster.logs(leader)).includes('has been created using basebackup') ? null : 'no base backup was taken';
  await waitFor(`${leader} is not made anew`, missing, { timeoutMs: SETTLED_MS, signal });
  await cluster.waitHealthy({ timeoutMs: SETTLED_MS, signal });
  expect(await cluster.logs(leader)).toMatch(/not from the image: it is on timeline 2/);
  expect(await psql(next, "select count(*) from pg_stat_replication where state = 'streaming'")).toBe('2');
});
