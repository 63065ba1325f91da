import Docker from 'dockerode';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCluster, startPatroni } from './cluster.ts';
import { findOurs } from './docker-sweep.ts';
import { patroni } from './patroni/options.ts';

const docker = new Docker();
let cluster: RunningCluster;

beforeAll(async () => {
  cluster = await startPatroni(patroni({ pgParameters: { work_mem: '8MB', statement_timeout: '1min' } }));
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
  expect((await findOurs(docker)).filter((one) => one.labels['hadrill.run'] === cluster.id)).toEqual([]);
});

const query = async (port: number, sql: string) => {
  const client = new pg.Client({ ...(await cluster.endpoint('haproxy', port)), ...cluster.credentials });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('once started, the write port reaches the leader and the read port a replica, at the first attempt', async () => {
  expect(await query(5000, 'select pg_is_in_recovery() as r')).toEqual([{ r: false }]);
  expect(await query(5001, 'select pg_is_in_recovery() as r')).toEqual([{ r: true }]);
});

test('each container is on one network, publishes on 127.0.0.1 alone, and may do nothing it need not', async () => {
  const ours = (await findOurs(docker)).filter(
    (one) => one.kind === 'container' && one.labels['hadrill.run'] === cluster.id,
  );
  expect(ours).toHaveLength(7);
  for (const { id } of ours) {
    const { NetworkSettings, HostConfig } = await docker.getContainer(id).inspect();
    expect(Object.keys(NetworkSettings.Networks)).toEqual([`hadrill-${cluster.id}`]);
    for (const bindings of Object.values(NetworkSettings.Ports)) {
      for (const binding of bindings ?? []) expect(binding.HostIp).toBe('127.0.0.1');
    }
    expect(HostConfig.CapDrop).toEqual(['ALL']);
  }
});

test('the settings read back are those of the profile, not those of the fast bootstrap', async () => {
  const { expectedRtoMs, values } = await cluster.effectiveSettings();
  expect(expectedRtoMs).toEqual({ min: 15_000, max: 28_000 });
  expect(values).toMatchObject({ ttl: 20, loop_wait: 5, retry_timeout: 5, synchronous_mode: true });
  const [standby] = await cluster.resolve('sync-standby');
  expect(values.synchronous_standby_names).toContain(standby);
});

test('roles are resolved by asking the cluster, and a role that nobody has is an error that says what was seen', async () => {
  const [primary, ...more] = await cluster.resolve('primary');
  expect(more).toEqual([]);
  expect(await cluster.leader()).toBe(primary);
  const replicas = await cluster.resolve('replica');
  expect([primary, ...replicas].sort()).toEqual(['pg1', 'pg2', 'pg3']);
  expect(await cluster.resolve('sync-standby')).toEqual(replicas.slice(1));
  await expect(cluster.resolve('pg4')).rejects.toThrow(/no node pg4: use primary.*pg3/);
});

test('no secret is in a log, a rendered file or a container’s command line', async () => {
  const { password } = cluster.credentials;
  const texts = [...Object.values(cluster.renderedConfig())];
  for (const member of cluster.members) texts.push(await cluster.logs(member));
  for (const { id, labels } of await findOurs(docker)) {
    if (labels['hadrill.run'] !== cluster.id || !labels['hadrill.member']) continue;
    texts.push(JSON.stringify(await docker.getContainer(id).top()));
  }
  expect(texts.join()).toContain('ttl: 20');
  expect(texts.join()).not.toContain(password);
});
