// Slows a link down: a Toxiproxy server in the member's own namespace delays what it hears from its peers.
// Not `netem`: many kernels lack it.
import { z } from 'zod';
import type { Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection } from '../core/scenario.ts';
import { peerOf, targetOf } from './aim.ts';
import { runIn } from './helper-exec.ts';
import { connectionsTo, type Link, resetConnections, roundTripsMs } from './link-probes.ts';
import { type LongestDuration, longestDuration } from './longest-duration.ts';
import { byNemesis, type Nemesis } from './nemesis.ts';
import { optionsOf } from './options.ts';
import { CLEAR, redirectRules } from './packet-filter.ts';
import { peersOf, servicePort } from './peers.ts';
import { poll } from './poll.ts';
import { PROXY_SERVER, PROXY_UID, slowProxies, startProxyServer } from './toxiproxy.ts';

const FIRST_PROXY_PORT = 19_001;
/** Two measurements and a bit, beyond what the delay itself takes. */
const EFFECT_TIMEOUT_MS = 15_000;
/** Slower than this and no deadline of anybody's is longer: cut the link instead. */
const MOST_MS = 60_000;

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
 * Delays what `a` hears from `b`. Connections that are open are reset, so that they come again through the proxy.
 * @param a a role or a node. @param b a role, a node, another member, or `etcd` for all three
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
      return readySlow(nemesis, { peers, ms, jitterMs }, context);
    },
  });
}

interface Slow {
  peers: string[];
  ms: number;
  jitterMs: number;
}

async function readySlow({ cluster, node, helper, undo }: Nemesis, slow: Slow, { now, signal, log }: FaultContext) {
  const { peers, ms, jitterMs } = slow;
  const own = cluster.address(node);
  const links = peers.map((peer, index) => ({
    ...{ peer, address: cluster.address(peer), port: servicePort(peer), proxyPort: FIRST_PROXY_PORT + index },
  }));
  await startProxyServer(helper, { node, address: own, signal });
  await slowProxies(own, links, { latency: ms, jitter: jitterMs });
  const before = await roundTripsMs(helper, links);
  return async (): Promise<Injection> => {
    const injectedAtMs = now();
    await runIn(helper, node, ['nft', redirectRules(links, PROXY_UID)]);
    // Listed once nothing new can escape; what was redirected already is reset with the rest and does no harm.
    const open = await connectionsTo(helper, node, links);
    await resetConnections(helper, node, links);
    log('slowed', { node, to: peers.join(' '), ms, jitterMs });
    return {
      targets: [node],
      links: peers.map((peer) => ({ from: node, to: peer, direction: 'in', delayMs: ms })),
      injectedAtMs,
      proveEffect: (abort) => proveSlow({ helper, node, slow, links, before, open }, abort),
      heal: async () => log('quick again', { node, to: peers.join(' '), how: await undo() }),
    };
  };
}

interface Slowed {
  helper: Helper;
  node: string;
  slow: Slow;
  links: Link[];
  before: number[];
  open: string[];
}

/** Seen: every round trip has grown by the delay, less its jitter, and no connection of before is left that escapes it. */
async function proveSlow({ helper, node, slow, links, before, open }: Slowed, signal: AbortSignal) {
  const { ms, jitterMs } = slow;
  let after: number[] = [];
  let escaped: string[] = [];
  const grown = await poll(
    async () => {
      after = await roundTripsMs(helper, links, ms + jitterMs);
      const still = new Set(await connectionsTo(helper, node, links));
      escaped = open.filter((each) => still.has(each));
      const grew = after.every((took, i) => took - (before[i] as number) >= (ms - jitterMs) * 0.9);
      return grew && escaped.length === 0 ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS + ms + jitterMs, signal },
  );
  const said = links.map(({ peer }, i) => `${peer} ${before[i]?.toFixed(1)} to ${after[i]?.toFixed(1)} ms`);
  const left = escaped.length > 0 ? `; not reset: ${escaped.join(', ')}` : `; ${open.length} open connections reset`;
  return { tookEffect: grown === true, evidence: `${node}: round trips ${said.join(', ')}${left}` };
}
