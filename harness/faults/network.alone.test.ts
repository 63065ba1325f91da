import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault } from '../core/scenario.ts';
import { type RunningCluster, startPatroni } from '../topology/cluster.ts';
import { patroni } from '../topology/patroni/options.ts';
import { acknowledgedWrite } from '../topology/patroni/sql.ts';
import { postgresClient } from '../workload/postgres/client.ts';
import { prepare } from '../workload/postgres/prepare.ts';
import { Reconnect } from '../workload/reconnect.ts';
import { cut, isolate } from './cut.ts';
import { latency } from './latency.ts';
import { slowEtcdFromElsewhere } from './testing-killed-harness.ts';
import {
  anew,
  ask,
  beside,
  containerId,
  etcdAnswersMs,
  heal,
  look,
  type Namespace,
  receivedLsn,
  rest,
  seenThrough,
  withoutCounts,
} from './testing-network.ts';

// The network faults on a real cluster, on replicas: nothing fails over, so that one cluster serves all of them.

/** Patroni connects again within its next HA loop, 5 s; a replica asks again after `wal_retrieve_retry_interval`, 5 s. */
const AS_BEFORE_MS = 20_000;

let cluster: RunningCluster;
/** The replica that commits do not wait for, and another one. */
let [node, other] = ['', ''];
/** As they were before anything was broken. */
let pristine: Map<string, Namespace>;

beforeAll(async () => {
  cluster = await startPatroni(patroni({ synchronous: true }));
  [node = '', other = ''] = await cluster.resolve('replica');
  pristine = new Map([
    [node, await look(cluster, node)],
    [other, await look(cluster, other)],
  ]);
});

afterAll(async () => {
  expect(await cluster.remove()).toEqual([]);
});

const context = () => ({ signal: new AbortController().signal, now: () => performance.now(), log: () => undefined });
const inject = (fault: Fault, on: Cluster = cluster) => fault.inject(on, context());

const asBefore = (member: string) =>
  expect.poll(() => look(cluster, member), { timeout: AS_BEFORE_MS, interval: 500 }).toEqual(pristine.get(member));

test('an isolated node hears nothing, on its open connections either, while the harness and its clients still reach it', async () => {
  expect(pristine.get(node)).toMatchObject({ etcd: true, streams: true });
  const injection = await inject(isolate('replica'));
  expect(injection.targets).toEqual([node]);
  expect(await injection.proveEffect(AbortSignal.timeout(20_000))).toMatchObject({
    tookEffect: true,
    evidence: expect.stringMatching(/[1-9]\d* packets dropped \(both\), no peer answers/),
  });
  // The replication stream stood before: what is written now must not come through it.
  const received = await receivedLsn(cluster, node);
  for (let i = 0; i < 3; i++) await acknowledgedWrite(await cluster.endpoint('haproxy', 5000), cluster.credentials);
  const standby = await receivedLsn(cluster, other);
  expect(standby).not.toBe(received);
  expect(await receivedLsn(cluster, node)).toBe(received);
  // From the host, through published ports.
  expect(await rest(cluster, node)).toBe(200);
  // Only a table of our own is there in addition; the engine's own rules stand as they stood.
  const during = withoutCounts(await beside(cluster, node, ['nft', 'list', 'ruleset']));
  const { rules = '' } = pristine.get(node) ?? {};
  expect(rules).toContain('table ip nat');
  expect(during.replace(/table inet hadrill \{[\s\S]*?\n\}\n/, '').trim()).toBe(rules);

  await expect(inject(cut(node, 'etcd'))).rejects.toThrow(/a fault is on that member already, heal it first/);
  await heal(injection);
  await heal(injection);
  await asBefore(node);
  await expect.poll(() => receivedLsn(cluster, node), { timeout: AS_BEFORE_MS }).not.toBe(received);
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
    await beside(cluster, node, ['nft', counting(other)]);
    await peer.exec(['nft', counting(node)]);
    const datagram = (to: string) => ['bash', '-c', `echo > /dev/udp/${cluster.address(to)}/9 || :`];
    await beside(cluster, node, datagram(other));
    await peer.exec(datagram(node));
    const arrived = (listing: string) => /counter packets [1-9]/.test(listing);
    const seen = {
      sent: arrived((await peer.exec(['nft', 'list', 'table', 'inet', 'probe'])).stdout),
      received: arrived(await beside(cluster, node, ['nft', 'list', 'table', 'inet', 'probe'])),
    };
    expect(seen).toEqual(expected);
    await beside(cluster, node, ['nft', 'delete table inet probe']);
    await peer.exec(['nft', 'delete table inet probe']);
  } finally {
    await peer.remove();
    await heal(injection);
  }
  await asBefore(node);
});

test('a slow link makes every answer later, by a real Toxiproxy, and nothing of it is left afterwards', async () => {
  expect(await etcdAnswersMs(cluster, node)).toBeLessThan(100);
  const injection = await inject(latency(node, 'etcd', { ms: 300, jitterMs: 50 }));
  const proof = await injection.proveEffect(AbortSignal.timeout(20_000));
  expect(proof.tookEffect, proof.evidence).toBe(true);
  expect(proof.evidence).toMatch(/etcd1 \d+\.\d to \d{3}\.\d ms, etcd2 .* etcd3 .* open connections? reset/);
  expect(await etcdAnswersMs(cluster, node)).toBeGreaterThan(250);
  const processes = await beside(cluster, node, ['ps', '-eo', 'user,comm']);
  expect(processes).toMatch(/toxipro\S* +toxiproxy-serve/);
  await heal(injection);
  await heal(injection);
  expect(await etcdAnswersMs(cluster, node)).toBeLessThan(100);
  await asBefore(node);
});

test('between two database nodes the side that connects hears later; written the other way round it is refused, and nothing is left', async () => {
  const primary = (await cluster.leader()) ?? '';
  const quiet = await look(cluster, primary);
  const refused = await inject(latency('primary', node, { ms: 1500 })).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(FaultError);
  expect((refused as Error).message).toMatch(
    new RegExp(
      `^latency primary to ${node}: ${primary} has no open connection to ${node}'s port 5432, .* it is ${node} to ${primary}'s port 5432 \\([1-9]\\d* open\\) that connects\\. .*latency\\('${node}', 'primary', …\\)`,
    ),
  );
  expect(await look(cluster, primary)).toEqual(quiet);

  const injection = await inject(latency(node, 'primary', { ms: 1500 }));
  const proof = await injection.proveEffect(AbortSignal.timeout(30_000));
  expect(proof.tookEffect, proof.evidence).toBe(true);
  expect(proof.evidence).toMatch(/[1-9]\d* open connections? reset, [1-9]\d* to pg\d through the proxy now$/);
  // Not the probe alone: what is written on the primary comes to this standby so much later.
  const received = await receivedLsn(cluster, node);
  const writtenAt = performance.now();
  await acknowledgedWrite(await cluster.endpoint('haproxy', 5000), cluster.credentials);
  await expect.poll(() => receivedLsn(cluster, node), { timeout: 10_000, interval: 50 }).not.toBe(received);
  expect(performance.now() - writtenAt).toBeGreaterThan(1200);
  await heal(injection);
  await asBefore(node);
});

test('a write whose wait for its synchronous standby was cancelled is unknown, though the server says that it was done', async () => {
  await prepare(cluster);
  const [primary = ''] = await cluster.resolve('primary');
  const injection = await inject(isolate('sync-standby'));
  const client = postgresClient(cluster, 'write', 0, new Reconnect());
  try {
    const written = client.add(1, 20_000);
    const cancel = "select pg_cancel_backend(pid) from pg_stat_activity where wait_event = 'SyncRep' limit 1";
    await expect.poll(() => ask(cluster, primary, cancel), { timeout: 4000, interval: 50 }).toBe('t');
    expect(await written).toMatchObject({ outcome: 'unknown', error: { code: 'WARNING' } });
  } finally {
    client.destroy();
    await heal(injection);
  }
  await asBefore(other);
  await cluster.waitHealthy({ timeoutMs: AS_BEFORE_MS });
});

test('a fault whose harness was killed ends by itself', async () => {
  const { child, said } = await slowEtcdFromElsewhere(cluster, node);
  child.kill('SIGKILL');
  await once(child, 'exit');
  expect(said).toMatch(/round trips etcd1/);
  expect(await beside(cluster, node, ['nft', 'list', 'table', 'inet', 'hadrill'])).toContain('redirect');
  const gone = () =>
    containerId(cluster, `${node}-nemesis`).then(
      () => 'there',
      () => 'gone',
    );
  await expect.poll(gone, { timeout: 15_000, interval: 250 }).toBe('gone');
  expect(await etcdAnswersMs(cluster, node)).toBeLessThan(100);
  await asBefore(node);
});

test('a fault made ready on one node is put on another where its role has moved, and one that is abandoned leaves nothing', async () => {
  let role = node;
  const moving = seenThrough(cluster, { resolve: async () => [role] });
  const prepared = await isolate('replica').prepare?.(moving, context());
  role = other;
  const injection = await prepared?.inject();
  expect(injection?.targets).toEqual([other]);
  expect((await injection?.proveEffect(AbortSignal.timeout(20_000)))?.tookEffect).toBe(true);
  await asBefore(node);
  await injection?.heal(AbortSignal.timeout(30_000));
  await asBefore(other);

  const abandoned = await latency(node, 'etcd', { ms: 300 }).prepare?.(cluster, context());
  expect(await etcdAnswersMs(cluster, node)).toBeLessThan(100);
  await abandoned?.abandon();
  await asBefore(node);
});

test('what the kernel refuses is a fault error that names node, tool and reason, and nothing is left', async () => {
  // The same helper without its rights: the kernel's own refusal.
  const powerless = seenThrough(cluster, {
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
    expect.poll(async () => anew(await look(cluster, node)), { timeout: AS_BEFORE_MS, interval: 500 }).toEqual(before);
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
