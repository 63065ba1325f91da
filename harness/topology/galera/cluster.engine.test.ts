import Docker from 'dockerode';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { partitionRules } from '../../faults/packet-filter.ts';
import { startGalera } from '../cluster.ts';
import { findOurs } from '../docker-sweep.ts';
import { waitFor } from '../wait.ts';
import type { GaleraCluster } from './cluster.ts';
import { galera } from './options.ts';
import { isPrimary, isServing, type WsrepStatus } from './status.ts';

const docker = new Docker();
const { signal } = new AbortController();
const BOOTSTRAPPED = /entrypoint: .*bootstrapping/g;
/** A restart, a view and a transfer take 3 to 8 s; ten times that. */
const LONG = { timeoutMs: 80_000, signal };
let cluster: GaleraCluster;

beforeAll(async () => {
  cluster = (await startGalera(galera({ variables: { max_connections: 77 } }))) as GaleraCluster;
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
  expect((await findOurs(docker)).filter((one) => one.labels['hadrill.run'] === cluster.id)).toEqual([]);
});

const query = async (member: string, port: number, sql: string) => {
  const connection = await createConnection({ ...(await cluster.endpoint(member, port)), ...cluster.credentials });
  try {
    return (await connection.query<RowDataPacket[]>(sql))[0];
  } finally {
    connection.destroy();
  }
};
const uuids = async () => (await cluster.view()).map((seen) => (seen as WsrepStatus).stateUuid);

test('once started, writes go to one node and reads to all of them, at the first attempt', async () => {
  const name = 'SELECT @@wsrep_node_name AS name';
  expect(await query('haproxy', 3306, name)).toEqual([{ name: 'g1' }]);
  await query('haproxy', 3306, 'CREATE TABLE t (id INT PRIMARY KEY)');
  await query('haproxy', 3306, 'INSERT INTO t VALUES (1)');
  const readers = new Set<string>();
  for (let i = 0; i < 3; i++) readers.add((await query('haproxy', 3307, name))[0]?.name);
  expect([...readers].sort()).toEqual(['g1', 'g2', 'g3']);
  expect(await query('g3', 3306, "SHOW STATUS LIKE 'wsrep_incoming_addresses'")).toEqual([
    expect.objectContaining({ Value: expect.stringMatching(/^(?=.*g1)(?=.*g2)(?=.*g3)/) }),
  ]);
});

test('each container is on one network, publishes on 127.0.0.1 alone, and may do nothing it need not', async () => {
  const ours = (await findOurs(docker)).filter(
    (one) => one.kind === 'container' && one.labels['hadrill.run'] === cluster.id,
  );
  expect(ours).toHaveLength(4);
  for (const { id } of ours) {
    const { NetworkSettings, HostConfig, Config } = await docker.getContainer(id).inspect();
    expect(Object.keys(NetworkSettings.Networks)).toEqual([`hadrill-${cluster.id}`]);
    for (const bindings of Object.values(NetworkSettings.Ports)) {
      for (const binding of bindings ?? []) expect(binding.HostIp).toBe('127.0.0.1');
    }
    expect(HostConfig.CapDrop).toEqual(['ALL']);
    expect(Config.User).toMatch(/^(mysql|haproxy)$/);
  }
});

test('the settings read back are those that were asked for, and a wrong one is named with its node', async () => {
  const { expectedRtoMs, values } = await cluster.effectiveSettings();
  expect(expectedRtoMs).toEqual({ min: 4000, max: 7500 });
  expect(values).toMatchObject({ innodb_flush_log_at_trx_commit: '1', max_connections: '77' });
  expect(values).toMatchObject({ 'evs.suspect_timeout': 'PT5S', 'pc.recovery': 'false' });
  await query('g2', 3306, 'SET GLOBAL max_connections = 78');
  await expect(cluster.effectiveSettings()).rejects.toThrow('g2: max_connections: wanted 77, in force 78');
  await query('g2', 3306, 'SET GLOBAL max_connections = 77');
});

test('roles are resolved by asking, and a role that nobody has is an error that says what was seen', async () => {
  expect(await cluster.resolve('primary')).toEqual(['g1']);
  expect(await cluster.leader()).toBe('g1');
  expect(await cluster.resolve('replica')).toEqual(['g2', 'g3']);
  await expect(cluster.resolve('g4')).rejects.toThrow(/no node g4: use primary.*g3/);
});

test('no secret is in a log, a rendered file or a container’s command line', async () => {
  const { password } = cluster.credentials;
  const texts = [...Object.values(cluster.renderedConfig())];
  for (const member of cluster.members) texts.push(await cluster.containers.log(member));
  for (const { id, labels } of await findOurs(docker)) {
    if (labels['hadrill.run'] !== cluster.id || !labels['hadrill.member']) continue;
    texts.push(JSON.stringify(await docker.getContainer(id).top()));
  }
  expect(texts.join()).toContain('wsrep_node_name = g1');
  expect(texts.join()).not.toContain(password);
});

test('the first node, restarted while the others live, joins them: no second bootstrap', async () => {
  const before = await uuids();
  await cluster.kill('g1');
  await waitFor('no other writer', async () => ((await cluster.leader()) === 'g2' ? null : 'not yet'), LONG);
  // Something to miss: a node that missed nothing is given nothing.
  await query('g2', 3306, 'CREATE TABLE missed (id INT PRIMARY KEY)');
  await cluster.start('g1');
  await cluster.waitHealthy(LONG);
  expect(await uuids()).toEqual(before);
  expect(await cluster.leader()).toBe('g1');
  const log = await cluster.logs('g1');
  expect(log.match(BOOTSTRAPPED)).toHaveLength(1);
  // What it missed, not everything.
  expect(log).toMatch(/recovered position [0-9a-f-]{36}:\d+[\s\S]*IST received/);
});

test('a node that lost its data is given everything, by a node that writes are not sent to', async () => {
  await cluster.exec('g2', ['rm', '/var/lib/mysql/ibdata1', '/var/lib/mysql/grastate.dat']);
  await cluster.kill('g2');
  await cluster.start('g2');
  await cluster.waitHealthy(LONG);
  expect(await query('g2', 3306, 'SELECT id FROM t')).toEqual([{ id: 1 }]);
  expect(await cluster.logs('g2')).toContain('recovered position unknown');
  expect(await cluster.logs('g3')).toMatch(
    /Initiating SST\/IST transfer on DONOR side \(wsrep_sst_mariabackup(?!.*--bypass)/,
  );
});

test('the first node, alone after a power cut of all, stays without a primary component', async () => {
  await Promise.all(cluster.nodes.map((node) => cluster.kill(node)));
  await cluster.start('g1');
  // Its group has formed: of itself alone.
  await waitFor(
    'g1 formed no group',
    async () => {
      const log = (await cluster.logs('g1')).split('entrypoint: restarted').at(-1) ?? '';
      return /view\(view_id\(NON_PRIM/.test(log) ? null : 'not yet';
    },
    LONG,
  );
  expect((await cluster.view()).filter(isPrimary)).toEqual([]);
  expect((await cluster.logs('g1')).match(BOOTSTRAPPED)).toHaveLength(1);
  await expect(query('g1', 3306, 'INSERT INTO t VALUES (2)')).rejects.toThrow();
});

test('a total outage is recovered from the highest position, and what was acknowledged is there on all', async () => {
  const { bootstrapped, why } = await cluster.operator.recoverFromTotalOutage(signal);
  expect(cluster.nodes).toContain(bootstrapped);
  expect(why).toContain('highest position');
  await cluster.waitHealthy(LONG);
  for (const node of cluster.nodes) expect(await query(node, 3306, 'SELECT id FROM t')).toEqual([{ id: 1 }]);
  await expect(cluster.operator.recoverFromTotalOutage(signal)).rejects.toThrow('this is no total outage');
  expect((await cluster.view()).every(isServing)).toBe(true);
});

test('a minority that an operator bootstraps is a second cluster: both acknowledge, under one state uuid', async () => {
  // 60 s: the minority is told apart within 15 s, and bootstrapped in one.
  const helper = await cluster.helper('g3', { forMs: 60_000, thenRun: [] });
  try {
    const others = cluster.members.filter((member) => member !== 'g3').map(cluster.address);
    expect((await helper.exec(['nft', partitionRules(others, 'both')])).exitCode).toBe(0);
    const components = async () => (await cluster.view()).map((seen) => (isPrimary(seen) ? seen.size : 0)).join();
    await waitFor('no minority', async () => ((await components()) === '2,2,0' ? null : components()), LONG);
    await expect(query('g3', 3306, 'INSERT INTO t VALUES (3)')).rejects.toThrow();
    await cluster.operator.bootstrapComponent('g3');
    await waitFor('no two components', async () => ((await components()) === '2,2,1' ? null : components()), LONG);
    expect(new Set(await uuids()).size).toBe(1);
    await query('g1', 3306, 'INSERT INTO t VALUES (4)');
    await query('g3', 3306, 'INSERT INTO t VALUES (5)');
  } finally {
    await helper.remove();
  }
});
