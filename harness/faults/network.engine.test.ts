import { spawn } from 'node:child_process';
import { once } from 'node:events';
import Docker from 'dockerode';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { type RunningCluster, startPatroni } from '../topology/cluster.ts';
import { execIn } from '../topology/docker-exec.ts';
import { patroni } from '../topology/patroni/options.ts';
import { acknowledgedWrite } from '../topology/patroni/sql.ts';
import { postgresClient } from '../workload/postgres/client.ts';
import { prepare } from '../workload/postgres/prepare.ts';
import { cut, isolate } from './cut.ts';
import { latency } from './latency.ts';

// The network faults on a real cluster, on replicas: nothing fails over, so that one cluster serves all of them.

/** Patroni connects again within its next HA loop, 5 s; a replica asks again after `wal_retrieve_retry_interval`, 5 s. */
const AS_BEFORE_MS = 20_000;

const docker = new Docker();
let cluster: RunningCluster;
/** The replica that commits do not wait for, and another one. */
let node: string;
let other: string;
/** As they were before anything was broken. */
let pristine: Map<string, Awaited<ReturnType<typeof look>>>;

beforeAll(async () => {
  cluster = await startPatroni(patroni({ synchronous: true }));
  [node = '', other = ''] = await cluster.resolve('replica');
  pristine = new Map([
    [node, await look(node)],
    [other, await look(other)],
  ]);
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
});

const context = () => ({ signal: new AbortController().signal, now: () => performance.now(), log: () => undefined });
const inject = (fault: Fault, on: Cluster = cluster) => fault.inject(on, context());
const heal = (injection: Injection) => injection.heal(AbortSignal.timeout(30_000));

/** The same cluster, seen with other eyes. */
const seenThrough = (otherwise: Partial<Cluster>) =>
  new Proxy<Cluster>(cluster, { get: (target, key) => Reflect.get(key in otherwise ? otherwise : target, key) });

/** In the namespaces of a member, by the helper of the fault that is on it. */
const beside = (member: string, argv: string[]) =>
  execIn(docker, `hadrill-${cluster.id}-${member}-nemesis`, argv).then(({ stdout }) => stdout);

/** What a fault may leave behind: rules, qdiscs, processes, listeners, and whom the node is connected to. */
async function look(member: string) {
  const helper = await cluster.helper(member, { forMs: 60_000, thenRun: [] });
  try {
    const run = async (...argv: string[]) => (await helper.exec(argv)).stdout.trim();
    const unique = (lines: string, column: number) =>
      [...new Set(lines.split('\n').map((line) => line.trim().split(/\s+/).at(column) ?? ''))].sort();
    const peers = unique(await run('ss', '-Htn', 'state', 'established'), 3);
    return {
      rules: (await run('nft', 'list', 'ruleset')).replace(/counter packets \d+ bytes \d+/g, 'counter'),
      qdiscs: await run('tc', 'qdisc', 'show'),
      // A health check may be under way.
      processes: unique(await run('ps', '-eo', 'comm='), 0).filter((name) => name !== 'healthy'),
      listeners: unique(await run('ss', '-Htln'), 3),
      etcd: peers.some((peer) => peer.endsWith(':2379')),
      streams: peers.some((peer) => peer.endsWith(':5432')),
    };
  } finally {
    await helper.remove();
  }
}

const asBefore = (member: string) =>
  expect.poll(() => look(member), { timeout: AS_BEFORE_MS, interval: 500 }).toEqual(pristine.get(member));

/** In a new namespace the engine's own name server has new ports. */
const anew = (seen: Awaited<ReturnType<typeof look>> | undefined) =>
  JSON.parse(JSON.stringify(seen).replace(/(127\.0\.0\.11(?:(?: tcp| udp) sport |:))\d+/g, '$1port'));

/** Straight to the node, as the harness's probes go. */
async function ask(member: string, sql: string): Promise<string> {
  const { stdout } = await cluster.exec(member, ['psql', '-h', '/var/run/postgresql', '-Atc', sql]);
  return stdout.trim();
}
const rest = async (member: string) => {
  const { host, port } = await cluster.endpoint(member, 8008);
  return (await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(3000) })).status;
};

test('an isolated node hears nothing, on its open connections either, while the harness and its clients still reach it', async () => {
  expect(pristine.get(node)).toMatchObject({ etcd: true, streams: true });
  const injection = await inject(isolate('replica'));
  expect(injection.targets).toEqual([node]);
  expect(await injection.proveEffect(AbortSignal.timeout(20_000))).toMatchObject({
    tookEffect: true,
    evidence: expect.stringMatching(/[1-9]\d* packets dropped \(both\), no peer answers/),
  });
  // The replication stream stood before: what is written now must not come through it.
  const received = await ask(node, 'select pg_last_wal_receive_lsn()');
  for (let i = 0; i < 3; i++) await acknowledgedWrite(await cluster.endpoint('haproxy', 5000), cluster.credentials);
  const standby = await ask(other, 'select pg_last_wal_receive_lsn()');
  expect(standby).not.toBe(received);
  expect(await ask(node, 'select pg_last_wal_receive_lsn()')).toBe(received);
  // From the host, through published ports.
  expect(await rest(node)).toBe(200);
  // Only a table of our own is there in addition; the engine's own rules stand as they stood.
  const during = (await beside(node, ['nft', 'list', 'ruleset'])).replace(/counter packets \d+ bytes \d+/g, 'counter');
  const { rules = '' } = pristine.get(node) ?? {};
  expect(rules).toContain('table ip nat');
  expect(during.replace(/table inet hadrill \{[\s\S]*?\n\}\n/, '').trim()).toBe(rules);

  await expect(inject(cut(node, 'etcd'))).rejects.toThrow(/a fault is on that member already, heal it first/);
  await heal(injection);
  await heal(injection);
  await asBefore(node);
  await expect.poll(() => ask(node, 'select pg_last_wal_receive_lsn()'), { timeout: AS_BEFORE_MS }).not.toBe(received);
});

test.each([
  ['both', { sent: false, received: false }],
  ['out', { sent: false, received: true }],
  ['in', { sent: true, received: false }],
] as const)('a cut of direction %s drops exactly that, between two nodes by name', async (direction, expected) => {
  const injection = await inject(cut(node, other, { direction }));
  const peer = await cluster.helper(other, { forMs: 60_000, thenRun: [['nft', 'delete table inet probe']] });
  try {
    expect(await injection.proveEffect(AbortSignal.timeout(20_000))).toMatchObject({ tookEffect: true });
    // One datagram each way, counted where it arrives, behind our filter.
    const counting = (from: string) =>
      `table inet probe { chain arrived { type filter hook input priority 0; ip saddr ${cluster.address(from)} udp dport 9 counter; }; }`;
    await beside(node, ['nft', counting(other)]);
    await peer.exec(['nft', counting(node)]);
    const datagram = (to: string) => ['bash', '-c', `echo > /dev/udp/${cluster.address(to)}/9 || :`];
    await beside(node, datagram(other));
    await peer.exec(datagram(node));
    const arrived = (listing: string) => /counter packets [1-9]/.test(listing);
    const seen = {
      sent: arrived((await peer.exec(['nft', 'list', 'table', 'inet', 'probe'])).stdout),
      received: arrived(await beside(node, ['nft', 'list', 'table', 'inet', 'probe'])),
    };
    expect(seen).toEqual(expected);
    await beside(node, ['nft', 'delete table inet probe']);
    await peer.exec(['nft', 'delete table inet probe']);
  } finally {
    await peer.remove();
    await heal(injection);
  }
  await asBefore(node);
});

/** What a program in the node's own container waits for etcd, ms. */
async function etcdAnswersMs(member: string): Promise<number> {
  const script =
    'import time,urllib.request as u,sys;t=time.time();u.urlopen(sys.argv[1],timeout=10).read();print((time.time()-t)*1000)';
  const url = `http://${cluster.address('etcd1')}:2379/health`;
  const { stdout } = await cluster.exec(member, ['/usr/bin/python3', '-c', script, url], { timeoutMs: 20_000 });
  return Number(stdout);
}

test('a slow link makes every answer later, by a real Toxiproxy, and nothing of it is left afterwards', async () => {
  expect(await etcdAnswersMs(node)).toBeLessThan(100);
  const injection = await inject(latency(node, 'etcd', { ms: 300, jitterMs: 50 }));
  const proof = await injection.proveEffect(AbortSignal.timeout(20_000));
  expect(proof.tookEffect, proof.evidence).toBe(true);
  expect(proof.evidence).toMatch(/etcd1 \d+\.\d to \d{3}\.\d ms, etcd2 .* etcd3 .* open connections? reset/);
  expect(await etcdAnswersMs(node)).toBeGreaterThan(250);
  const processes = await beside(node, ['ps', '-eo', 'user,comm']);
  expect(processes).toMatch(/toxipro\S* +toxiproxy-serve/);
  await heal(injection);
  await heal(injection);
  expect(await etcdAnswersMs(node)).toBeLessThan(100);
  await asBefore(node);
});

test('a write whose wait for its synchronous standby was cancelled is unknown, though the server says that it was done', async () => {
  await prepare(cluster);
  const [primary = ''] = await cluster.resolve('primary');
  const injection = await inject(isolate('sync-standby'));
  const client = postgresClient(cluster, 'write', 0);
  try {
    const written = client.add(1, 20_000);
    const cancel = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep' limit 1";
    await expect.poll(() => ask(primary, cancel), { timeout: 4000, interval: 50 }).toBe('t');
    expect(await written).toMatchObject({ outcome: 'unknown', error: { code: 'WARNING' } });
  } finally {
    client.destroy();
    await heal(injection);
  }
  await asBefore(other);
  await cluster.waitHealthy({ timeoutMs: AS_BEFORE_MS });
});

test('a fault whose harness was killed ends by itself', async () => {
  const script = `
    const { PatroniCluster } = await import(process.argv[1] + '/topology/patroni/cluster.ts');
    const { DockerMembers } = await import(process.argv[1] + '/topology/docker-members.ts');
    const { patroniClusterSpec } = await import(process.argv[1] + '/topology/patroni/spec.ts');
    const { patroni } = await import(process.argv[1] + '/topology/patroni/options.ts');
    const { latency } = await import(process.argv[1] + '/faults/latency.ts');
    const Docker = (await import('dockerode')).default;
    const { id, subnet, ids, node } = JSON.parse(process.argv[2]);
    const members = new DockerMembers(new Docker(), new Map(ids));
    const spec = patroniClusterSpec(patroni(), subnet);
    const cluster = new PatroniCluster(patroni(), { id, spec, members, secrets: {}, remove: async () => [] });
    const context = { signal: new AbortController().signal, now: () => 0, log() {} };
    const injection = await latency(node, 'etcd', { ms: 300, maxDurationMs: 4000 }).inject(cluster, context);
    console.log((await injection.proveEffect(AbortSignal.timeout(10000))).evidence);
    setInterval(() => {}, 1000);
  `;
  const ids = await Promise.all(
    cluster.members.map(async (name) => [
      name,
      (await docker.getContainer(`hadrill-${cluster.id}-${name}`).inspect()).Id,
    ]),
  );
  const subnet = cluster.address(node).replace(/\.\d+$/, '');
  const child = spawn(process.execPath, [
    ...['--input-type=module', '-e', script],
    ...[
      new URL('..', import.meta.url).pathname.replace(/\/$/, ''),
      JSON.stringify({ id: cluster.id, subnet, ids, node }),
    ],
  ]);
  let said = '';
  child.stderr.on('data', (text: Buffer) => {
    said += text;
  });
  const [evidence] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  expect(String(evidence), said).toMatch(/round trips etcd1/);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(await beside(node, ['nft', 'list', 'table', 'inet', 'hadrill'])).toContain('redirect');
  const gone = () =>
    docker
      .getContainer(`hadrill-${cluster.id}-${node}-nemesis`)
      .inspect()
      .then(
        () => 'there',
        () => 'gone',
      );
  await expect.poll(gone, { timeout: 15_000, interval: 250 }).toBe('gone');
  expect(await etcdAnswersMs(node)).toBeLessThan(100);
  await asBefore(node);
});

test('a fault made ready on one node is put on another where its role has moved, and one that is abandoned leaves nothing', async () => {
  let role = node;
  const moving = seenThrough({ resolve: async () => [role] });
  const prepared = await isolate('replica').prepare?.(moving, context());
  role = other;
  const injection = await prepared?.inject();
  expect(injection?.targets).toEqual([other]);
  expect((await injection?.proveEffect(AbortSignal.timeout(20_000)))?.tookEffect).toBe(true);
  await asBefore(node);
  await injection?.heal(AbortSignal.timeout(30_000));
  await asBefore(other);

  const abandoned = await latency(node, 'etcd', { ms: 300 }).prepare?.(cluster, context());
  expect(await etcdAnswersMs(node)).toBeLessThan(100);
  await abandoned?.abandon();
  await asBefore(node);
});

test('what the kernel refuses is a fault error that names node, tool and reason, and nothing is left', async () => {
  // The same helper without its rights: the kernel's own refusal.
  const powerless = seenThrough({
    helper: async (member, lasting) => {
      const helper = await cluster.helper(member, lasting);
      return { ...helper, exec: (argv, options) => helper.exec(argv, { ...options, user: '4242' }) };
    },
  });
  const refused = await inject(isolate(node), powerless).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FaultError);
  expect((refused as Error).message).toMatch(new RegExp(`nft beside ${node} ended with 1: .*not permitted`));
  await asBefore(node);
});

test('a role that nobody has, and a link whose two sides are one node now, are fault errors', async () => {
  const primary = (await cluster.leader()) ?? '';
  await expect(inject(cut('primary', primary))).rejects.toThrow(new RegExp(`both are ${primary} now`));
  await expect(inject(isolate('pg9'))).rejects.toThrow(/there is no node pg9/);
});

test('a node that dies, or is started anew, while it is cut off: the heal succeeds and nothing is left', async () => {
  const before = anew(pristine.get(node));
  const asBeforeAnew = () =>
    expect.poll(async () => anew(await look(node)), { timeout: AS_BEFORE_MS, interval: 500 }).toEqual(before);
  const died = await inject(isolate(node));
  await cluster.kill(node);
  await heal(died);
  await cluster.start(node);
  await asBeforeAnew();

  const again = await inject(isolate(node));
  await cluster.kill(node);
  await cluster.start(node);
  await heal(again);
  await asBeforeAnew();
});
