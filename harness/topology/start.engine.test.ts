import Docker from 'dockerode';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findOurs } from './docker-sweep.ts';
import { patroni } from './patroni/options.ts';
import { type StartedCluster, startCluster } from './start.ts';

const docker = new Docker();
let cluster: StartedCluster;

beforeAll(async () => {
  cluster = await startCluster(patroni());
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
  expect((await findOurs(docker)).filter((one) => one.labels['hadrill.run'] === cluster.id)).toEqual([]);
});

const query = async (port: number, sql: string) => {
  const client = new pg.Client({
    ...(await cluster.endpoint('haproxy', port)),
    user: 'postgres',
    password: cluster.superuserPassword(),
    database: 'postgres',
    connectionTimeoutMillis: 5000,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

test('the write port reaches the leader, the read port a replica', async () => {
  await expect
    .poll(() => query(5000, 'select pg_is_in_recovery() as r').catch(String), { timeout: 15_000 })
    .toEqual([{ r: false }]);
  await expect
    .poll(() => query(5001, 'select pg_is_in_recovery() as r').catch(String), { timeout: 15_000 })
    .toEqual([{ r: true }]);
});

test('each container is on one network, publishes on 127.0.0.1 alone, and may do nothing it need not', async () => {
  for (const id of cluster.containers.values()) {
    const { NetworkSettings, HostConfig } = await docker.getContainer(id).inspect();
    expect(Object.keys(NetworkSettings.Networks)).toEqual([`hadrill-${cluster.id}`]);
    for (const bindings of Object.values(NetworkSettings.Ports)) {
      for (const binding of bindings ?? []) expect(binding.HostIp).toBe('127.0.0.1');
    }
    expect(HostConfig.CapDrop).toEqual(['ALL']);
  }
});

test('the settings in force are those of the profile, not those of the fast bootstrap', async () => {
  const { host, port } = await cluster.endpoint('pg1', 8008);
  const inForce = await (await fetch(`http://${host}:${port}/config`)).json();
  expect(inForce).toMatchObject({ ttl: 20, loop_wait: 5, retry_timeout: 5, synchronous_mode: true });
});

test('a cluster that cannot become healthy is a setup error with the log, and is removed', async () => {
  const broken = patroni({ pgParameters: { shared_preload_libraries: 'no_such_library' } });
  const failure = await startCluster(broken).then(
    async (unexpected) => {
      await unexpected.remove();
      return new Error('it became healthy');
    },
    (error: unknown) => error,
  );
  expect(failure).toMatchObject({ name: 'SetupError', message: expect.stringContaining('did not become healthy') });
  const ours = await findOurs(docker);
  expect(ours.filter((one) => one.labels['hadrill.run'] !== cluster.id)).toEqual([]);
});
