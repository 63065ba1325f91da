// Slows a link down: a Toxiproxy server in the member's own namespace delays what it exchanges with its peers.
// Not `netem`: many kernels lack it.
import { Toxiproxy } from 'toxiproxy-node-client';
import type { Cluster, Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection } from '../core/scenario.ts';
import { runIn } from './helper-exec.ts';
import { redirectRules, TABLE } from './packet-filter.ts';
import { peersOf } from './peers.ts';
import { poll } from './poll.ts';

/** The proxy's own user in the nemesis image: the redirect leaves its packets alone. */
const PROXY_UID = 4242;
const API_PORT = 8474;
const FIRST_PROXY_PORT = 19_001;
/** The server listens within 100 ms; a hundred times that. */
const SERVER_TIMEOUT_MS = 10_000;
const EFFECT_TIMEOUT_MS = 15_000;
const MAX_DURATION_MS = 120_000;
/** Slower than this and no deadline of anybody's is longer: cut the link instead. */
const MOST_MS = 60_000;

export interface LatencyOptions {
  /** Added to each answer, ms. */
  ms: number;
  /** Varies it by up to this much, ms. Default 0. */
  jitterMs?: number;
}

/** The port by which a member's peers speak to it. */
const portOf = (member: string): number => (member.startsWith('etcd') ? 2379 : member.startsWith('pg') ? 5432 : 4567);

/**
 * Delays what `a` hears from `b`. Connections that are open are cut, so that they come again through the proxy.
 * @param a a role or a node. @param b a role, a node, another member, or `etcd` for all three
 */
export function latency(a: Target, b: Target, { ms, jitterMs = 0 }: LatencyOptions): Fault {
  if (!(ms > 0 && ms <= MOST_MS)) throw new UsageError(`latency: ms must be between 1 and ${MOST_MS}, got ${ms}`);
  if (!(jitterMs >= 0 && jitterMs <= ms))
    throw new UsageError(`latency: jitterMs must be between 0 and ms, got ${jitterMs}`);
  if (a === b) throw new UsageError(`latency: ${a} has no link to itself`);
  return {
    name: 'latency',
    target: a,
    // A slow link is not a lost one: whether it ends in a failover is what a drill finds out.
    endsInFailover: false,
    maxDurationMs: MAX_DURATION_MS,
    planned: true,
    async inject(cluster, context): Promise<Injection> {
      const [node] = await cluster.resolve(a);
      if (!node) throw new FaultError(`latency ${a}: no node is ${a} now`);
      const peers = await peersOf(cluster, b);
      if (peers.includes(node)) throw new FaultError(`latency ${a} to ${b}: both are ${node} now`);
      const helper = await cluster.helper(node);
      try {
        return await arm(cluster, helper, { node, peers, ms, jitterMs }, context);
      } catch (error) {
        await helper.remove();
        throw error;
      }
    },
  };
}

interface Slow {
  node: string;
  peers: string[];
  ms: number;
  jitterMs: number;
}

async function arm(cluster: Cluster, helper: Helper, slow: Slow, { now, signal, log }: FaultContext) {
  const { node, peers, ms, jitterMs } = slow;
  const links = peers.map((peer, index) => ({
    ...{ peer, address: cluster.address(peer), port: portOf(peer), proxyPort: FIRST_PROXY_PORT + index },
  }));
  await runIn(helper, node, ['nft', `table ${TABLE} {}; delete table ${TABLE}`]);
  await startServer(cluster, helper, node, signal);
  const api = new Toxiproxy(`http://${cluster.address(node)}:${API_PORT}`);
  for (const { peer, address, port, proxyPort } of links) {
    const proxy = await api.createProxy({
      name: peer,
      listen: `127.0.0.1:${proxyPort}`,
      upstream: `${address}:${port}`,
      enabled: true,
    });
    await proxy.addToxic({
      name: 'slow',
      type: 'latency',
      stream: 'downstream',
      toxicity: 1,
      attributes: { latency: ms, jitter: jitterMs },
    });
  }
  const before = await roundTripsMs(helper, links);
  signal.throwIfAborted();
  const injectedAtMs = now();
  await runIn(helper, node, ['nft', redirectRules(links, PROXY_UID)]);
  for (const { address, port } of links) await cutOpen(helper, node, address, port);
  log('slowed', { node, to: peers.join(' '), ms, jitterMs });
  return {
    targets: [node],
    injectedAtMs,
    proveEffect: (abort: AbortSignal) => proveSlow(helper, slow, links, before, abort),
    async heal() {
      if ((await cluster.state(node)) === 'running') {
        await runIn(helper, node, ['nft', `table ${TABLE} {}; delete table ${TABLE}`]);
        // Connections through the proxy end with its server: they must not stay slow.
        await helper.exec(['pkill', '-x', 'toxiproxy-serve']);
      }
      await helper.remove();
      log('quick again', { node, to: peers.join(' ') });
    },
  };
}

type Link = { peer: string; address: string; port: number; proxyPort: number };

async function startServer(cluster: Cluster, helper: Helper, node: string, signal: AbortSignal): Promise<void> {
  const command = `setsid toxiproxy-server -host 0.0.0.0 -port ${API_PORT} >/dev/null 2>&1 &`;
  await helper.exec(['sh', '-c', command], { user: String(PROXY_UID) });
  const api = new Toxiproxy(`http://${cluster.address(node)}:${API_PORT}`);
  const up = await poll(() => api.getVersion().catch(() => null), { timeoutMs: SERVER_TIMEOUT_MS, signal });
  if (up === null)
    throw new FaultError(
      `latency on ${node}: Toxiproxy's API at ${cluster.address(node)}:${API_PORT} did not answer within ` +
        `${SERVER_TIMEOUT_MS / 1000} s; can this host reach the containers' network?`,
    );
}

/** Open connections know nothing of the redirect: they are reset, and come again through the proxy. */
async function cutOpen(helper: Helper, node: string, address: string, port: number): Promise<void> {
  await runIn(helper, node, ['ss', '-K', 'dst', address, 'dport', '=', `:${port}`]);
}

/** One question and its first byte, ms, to each peer: what a caller on this node would wait for. */
async function roundTripsMs(helper: Helper, links: readonly Link[]): Promise<number[]> {
  const took: number[] = [];
  for (const { address, port } of links) {
    // etcd speaks HTTP; PostgreSQL answers an SSLRequest with one byte.
    const question = port === 2379 ? 'GET /health HTTP/1.0\\r\\n\\r\\n' : '\\x00\\x00\\x00\\x08\\x04\\xd2\\x16\\x2f';
    const script = `t=$(date +%s%N); exec 3<>/dev/tcp/${address}/${port}; printf '${question}' >&3; read -r -N 1 -u 3; echo $(( ($(date +%s%N) - t) / 1000 ))`;
    const { stdout } = await helper.exec(['timeout', '20', 'bash', '-c', script], { timeoutMs: 30_000 });
    took.push(stdout.trim() === '' ? Number.NaN : Number(stdout) / 1000);
  }
  return took;
}

/** Seen: every round trip has grown by at least the delay, less its jitter. */
async function proveSlow(helper: Helper, slow: Slow, links: Link[], before: number[], signal: AbortSignal) {
  let after: number[] = [];
  const grown = await poll(
    async () => {
      after = await roundTripsMs(helper, links);
      return after.every((ms, i) => ms - (before[i] ?? 0) >= (slow.ms - slow.jitterMs) * 0.9) ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  const said = links.map(({ peer }, i) => `${peer} ${before[i]?.toFixed(1)} to ${after[i]?.toFixed(1)} ms`);
  return { tookEffect: grown === true, evidence: `${slow.node}: round trips ${said.join(', ')}` };
}
