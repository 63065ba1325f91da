// Slows a link down: a Toxiproxy server in the member's own namespace delays what it hears from its peers.
// Not `netem`: many kernels lack it.
import { z } from 'zod';
import type { Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection } from '../core/scenario.ts';
import { peerOf, targetOf } from './aim.ts';
import { carrying } from './connections.ts';
import { runIn } from './helper-exec.ts';
import { whyIdle } from './idle-link.ts';
import { connectionsOf, resetConnections, roundTripsMs } from './link-probes.ts';
import { type LongestDuration, longestDuration } from './longest-duration.ts';
import { byNemesis, type Nemesis } from './nemesis.ts';
import { optionsOf } from './options.ts';
import { CLEAR, redirectRules } from './packet-filter.ts';
import { carriesBothWays, isAskedAnew, peersOf, servicePort } from './peers.ts';
import { poll } from './poll.ts';
import { type SlowSeen, slowProof } from './slow-proof.ts';
import { PROXY_SERVER, PROXY_UID, slowProxies, startProxyServer } from './toxiproxy.ts';

const FIRST_PROXY_PORT = 19_001;
/** Two measurements and a bit, beyond what the delay itself takes. */
const EFFECT_TIMEOUT_MS = 15_000;
/** A standby asks for WAL again `wal_retrieve_retry_interval`, 5 s, after its connection broke, as by a fault before this one; twice that. */
const OPENS_AGAIN_MS = 10_000;
/** Slower than this and no deadline of anybody's is longer: cut the link instead. */
const MOST_MS = 60_000;
/** Galera gives a connection up whose handshake takes 3 s (`gmcast.peer_timeout`), and hears its peer more than once in it; a third. */
const MOST_GROUP_MS = 1000;

export interface LatencyOptions extends LongestDuration {
  /** Added to each answer, ms. */
  ms: number;
  /** Varies it by up to this much, ms. Default 0. */
  jitterMs?: number;
}

const TAKEN = {
  ms: z.number().min(1).max(MOST_MS).describe(`between 1 and ${MOST_MS}`),
  jitterMs: z.number().min(0).max(MOST_MS).default(0).describe('between 0 and ms'),
  ...longestDuration,
};

/**
 * Delays what `a` hears from `b` on connections that `a` opens. Those that are open are reset, so that they come again through
 * the proxy; where there is none to slow, unless `b` is etcd, the fault is refused before the injection.
 * @param a a role or a node: the side that connects. @param b a role, a node, another member, or `etcd` for all three
 * @throws UsageError when a side is missing or is the other one, or an option is missing, unknown or wrong
 */
export function latency(a: Target, b: Target, options: LatencyOptions): Fault {
  targetOf('latency', a);
  peerOf('latency', b);
  const { ms, jitterMs, maxDurationMs } = optionsOf('latency', TAKEN, options);
  if (jitterMs > ms)
    throw new UsageError(`latency: jitterMs must be between 0 and ms, which is ${ms}, got ${jitterMs}`);
  if (a === b) throw new UsageError(`latency: ${a} has no link to itself`);
  return byNemesis({
    name: 'latency',
    target: a,
    peer: b,
    // A slow link is not a lost one: whether it ends in a failover is what a drill finds out.
    endsInFailover: false,
    maxDurationMs,
    // Connections through the proxy end with its server: they must not stay slow. `pkill` ends with 1 where none runs.
    undoing: [CLEAR, ['sh', '-c', `pkill -x ${PROXY_SERVER} || :`]],
    async ready(nemesis, context) {
      const peers = await peersOf(nemesis.cluster, b);
      if (peers.includes(nemesis.node)) throw new FaultError(`latency ${a} to ${b}: both are ${nemesis.node} now`);
      if (ms + jitterMs > MOST_GROUP_MS && peers.some((peer) => carriesBothWays(servicePort(peer))))
        throw new FaultError(
          `latency ${a} to ${b}: ${ms + jitterMs} ms is more than ${MOST_GROUP_MS} ms, where Galera gives a peer up instead of waiting for it: use cut`,
        );
      return readySlow(nemesis, { peers, ms, jitterMs, words: [a, b] }, context);
    },
  });
}

interface Slow {
  peers: string[];
  ms: number;
  jitterMs: number;
  /** The two sides as they were written. */
  words: [Target, Target];
}

async function readySlow({ cluster, node, helper, undo }: Nemesis, slow: Slow, { now, signal, log }: FaultContext) {
  const { peers, ms, jitterMs, words } = slow;
  const own = cluster.address(node);
  const port = servicePort(node);
  const links = peers.map((peer, index) => ({
    ...{ peer, address: cluster.address(peer), port: servicePort(peer), proxyPort: FIRST_PROXY_PORT + index },
    // Both sides of a group connect again after a reset, and the first one wins: the peer's would lead past the proxy.
    closedPort: carriesBothWays(servicePort(peer)) ? port : undefined,
  }));
  await startProxyServer(helper, { node, address: own, signal });
  await slowProxies(own, links, { latency: ms, jitter: jitterMs });
  const before = await roundTripsMs(helper, links);
  const mustBeOpen = links.filter(({ peer }) => !isAskedAnew(peer));
  if (mustBeOpen.length > 0) {
    const side = { node, port, nodes: cluster.nodes };
    let idle: string | null = null;
    await poll(
      async () => {
        idle = whyIdle(await connectionsOf(helper, node), side, mustBeOpen, words);
        return idle === null ? true : null;
      },
      { timeoutMs: OPENS_AGAIN_MS, signal },
    );
    if (idle) throw new FaultError(idle);
  }
  return async (): Promise<Injection> => {
    const injectedAtMs = now();
    await runIn(helper, node, ['nft', redirectRules(links, PROXY_UID)]);
    // Listed once nothing new can escape; what was redirected already is reset with the rest and does no harm.
    const all = await connectionsOf(helper, node);
    const open = links.flatMap((link) => carrying(all, link, port));
    await resetConnections(helper, { node, port }, links);
    log('slowed', { node, to: peers.join(' '), ms, jitterMs });
    return {
      targets: [node],
      links: peers.map((peer) => ({ from: node, to: peer, direction: 'in', delayMs: ms })),
      injectedAtMs,
      proveEffect: (abort) => proveSlow({ helper, node, port, ms, jitterMs, links, before, open }, abort),
      heal: async () => log('quick again', { node, to: peers.join(' '), how: await undo() }),
    };
  };
}

interface Slowed extends Omit<SlowSeen, 'after' | 'now'> {
  helper: Helper;
}

/** Asks until everything is slow: what was reset comes again within seconds. */
async function proveSlow({ helper, ...slowed }: Slowed, signal: AbortSignal) {
  const { node, links, ms, jitterMs } = slowed;
  let proof = { tookEffect: false, evidence: `${node}: nothing was measured in time` };
  await poll(
    async () => {
      const after = await roundTripsMs(helper, links, ms + jitterMs);
      proof = slowProof({ ...slowed, after, now: await connectionsOf(helper, node) });
      return proof.tookEffect ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS + ms + jitterMs, signal },
  );
  return proof;
}
