import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCluster, startGalera, startPatroni } from './cluster.ts';
import { findOurs } from './docker-sweep.ts';
import { galera } from './galera/options.ts';
import { patroni } from './patroni/options.ts';

// Two clusters at once, of the suite that the drills do not use: older Patroni, PostgreSQL, etcd, HAProxy and MariaDB.

const docker = new Docker();
let [postgres, mariadb]: (RunningCluster | undefined)[] = [];
const both = () => [postgres, mariadb] as [RunningCluster, RunningCluster];

beforeAll(async () => {
  const started = await Promise.allSettled([
    startPatroni(patroni({ suite: 'bookworm' })),
    startGalera(galera({ suite: 'bookworm' })),
  ]);
  // What did start is removed, whatever became of the other one.
  [postgres, mariadb] = started.map((one) => (one.status === 'fulfilled' ? one.value : undefined));
  for (const one of started) if (one.status === 'rejected') throw one.reason;
});

afterAll(async () => {
  const left = await Promise.all([postgres, mariadb].map((cluster) => cluster?.remove() ?? []));
  expect(left.flat()).toEqual([]);
});

test('each is on a network of its own, and no two of their ports are one', async () => {
  const ours = (await findOurs(docker)).filter((one) => one.kind === 'container');
  const ports: string[] = [];
  for (const { id, labels } of ours) {
    const { NetworkSettings } = await docker.getContainer(id).inspect();
    expect(Object.keys(NetworkSettings.Networks)).toEqual([`hadrill-${labels['hadrill.run']}`]);
    ports.push(
      ...Object.values(NetworkSettings.Ports).flatMap((bindings) => bindings?.map((one) => one.HostPort) ?? []),
    );
  }
  for (const { id } of both()) expect(ours.some(({ labels }) => labels['hadrill.run'] === id)).toBe(true);
  expect(new Set(ports).size).toBe(ports.length);
});

test('the leader of each is killed at once: another one leads there, and the killed one comes back', async () => {
  const before = await Promise.all(both().map((cluster) => cluster.leader()));
  await Promise.all(both().map((cluster, i) => cluster.kill(before[i] ?? '')));
  for (const [i, cluster] of both().entries()) {
    // The longest outage that Patroni's settings permit is 28 s; Galera's is shorter. Twice that.
    const led = expect.poll(() => cluster.leader(), { timeout: 56_000, interval: 250 });
    await led.toSatisfy((leader) => leader !== null && leader !== before[i]);
    await cluster.start(before[i] ?? '');
    await cluster.waitHealthy({ timeoutMs: 60_000 });
  }
});
