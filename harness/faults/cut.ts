// Cuts the network between members with a packet filter in the target's own namespace. The harness still reaches it.
import { z } from 'zod';
import type { Cluster, Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { peerOf, targetOf } from './aim.ts';
import { runIn } from './helper-exec.ts';
import { type LongestDuration, longestDuration } from './longest-duration.ts';
import { byNemesis } from './nemesis.ts';
import { optionsOf } from './options.ts';
import { CLEAR, type Direction, droppedPackets, partitionRules, TABLE } from './packet-filter.ts';
import { peersOf, servicePort } from './peers.ts';
import { poll } from './poll.ts';

/** Our own attempts to connect are dropped at once, 1 s of them; the rest is for a loaded machine. */
const EFFECT_TIMEOUT_MS = 15_000;
/** A peer that can be reached answers a connection within a millisecond, be it with a refusal; a cut one never does. */
const CONNECT_SECONDS = 1;
/** What `timeout` ends with when the time is up (its manual, "EXIT STATUS"). */
const TIMED_OUT = 124;

export interface CutOptions extends LongestDuration {
  /** As seen from the first side: what it sends (`out`), what it receives (`in`), or `both` (default). */
  direction?: Direction;
}

const TAKEN = {
  direction: z.enum(['both', 'in', 'out']).default('both').describe('"both", "in" or "out"'),
  ...longestDuration,
};

/**
 * Cuts `a` off from `b`, established connections included.
 * @param a a role or a node. @param b a role, a node, another member, or `etcd` for all three
 * @throws UsageError when a side is missing or is the other one, or an option is unknown or wrong
 */
export function cut(a: Target, b: Target, options: CutOptions = {}): Fault {
  targetOf('cut', a);
  peerOf('cut', b);
  const { direction, maxDurationMs } = optionsOf('cut', TAKEN, options);
  if (a === b) throw new UsageError(`cut: ${a} cannot be cut off from itself`);
  const sides = async (cluster: Cluster, node: string) => {
    const peers = await peersOf(cluster, b);
    if (peers.includes(node))
      throw new FaultError(`cut ${a} from ${b}: both are ${node} now, and a node cannot be on both sides`);
    return { peers, direction };
  };
  // A primary without its replicas goes on; one without its DCS must give up.
  return { ...partition('cut', a, maxDurationMs, sides), peer: b, endsInFailover: lostDcs(a, b) };
}

/**
 * Cuts a node off from every other member but the proxy: clients still reach it, as they do when only the network
 * between the nodes fails.
 * @throws UsageError when the target is missing, or an option is unknown or wrong
 */
export function isolate(target: Target, options: LongestDuration = {}): Fault {
  targetOf('isolate', target);
  const { maxDurationMs } = optionsOf('isolate', longestDuration, options);
  return partition('isolate', target, maxDurationMs, async (cluster, node) => ({
    peers: cluster.members.filter((member) => member !== node && member !== 'haproxy'),
    direction: 'both',
  }));
}

const lostDcs = (a: Target, b: Target): boolean => a === 'primary' && b === 'etcd';

type Sides = (cluster: Cluster, node: string) => Promise<{ peers: string[]; direction: Direction }>;

function partition(name: string, target: Target, maxDurationMs: number, sides: Sides): Fault {
  return byNemesis({
    name,
    target,
    endsInFailover: target === 'primary',
    leaderLivesOn: true,
    maxDurationMs,
    undoing: [CLEAR],
    async ready({ cluster, node, helper, undo }, { now, log }) {
      const { peers, direction } = await sides(cluster, node);
      const addresses = peers.map((peer) => cluster.address(peer));
      return async (): Promise<Injection> => {
        const injectedAtMs = now();
        await runIn(helper, node, ['nft', partitionRules(addresses, direction)]);
        log('cut', { node, from: peers.join(' '), direction });
        return {
          targets: [node],
          links: peers.map((peer) => ({ from: node, to: peer, direction })),
          injectedAtMs,
          proveEffect: (abort) => proveCut({ cluster, helper, node, peers, direction }, abort),
          heal: async () => log('joined again', { node, to: peers.join(' '), how: await undo() }),
        };
      };
    },
  });
}

interface Cut {
  cluster: Cluster;
  helper: Helper;
  node: string;
  peers: string[];
  direction: Direction;
}

/** Seen: no peer answers a connection from the node, and the filter has dropped packets. */
async function proveCut({ cluster, helper, node, peers, direction }: Cut, signal: AbortSignal) {
  const answered = await Promise.all(
    peers.map(async (peer) => ((await isSilent(helper, cluster.address(peer), servicePort(peer))) ? [] : [peer])),
  );
  const reached = answered.flat();
  let dropped = 0;
  const seen = await poll(
    async () => {
      const { stdout } = await runIn(helper, node, ['nft', 'list', 'table', ...TABLE.split(' ')]);
      dropped = droppedPackets(stdout);
      return dropped > 0 ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  return {
    tookEffect: seen === true && reached.length === 0,
    evidence: `${node}: ${dropped} packets dropped (${direction}), ${reached.length === 0 ? 'no peer' : reached.join(', ')} answers over TCP`,
  };
}

/** A TCP handshake needs both directions, so that one that never ends proves a cut in either. A refusal is an answer. */
async function isSilent(helper: Helper, address: string, port: number): Promise<boolean> {
  const argv = ['timeout', String(CONNECT_SECONDS), 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`];
  return (await helper.exec(argv, { timeoutMs: CONNECT_SECONDS * 5000 })).exitCode === TIMED_OUT;
}
