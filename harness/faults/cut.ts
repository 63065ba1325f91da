// Cuts the network between members with a packet filter in the target's own namespace. The harness still reaches it.
import type { Cluster, Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection } from '../core/scenario.ts';
import { runIn } from './helper-exec.ts';
import { type Direction, droppedPackets, partitionRules, TABLE } from './packet-filter.ts';
import { peersOf } from './peers.ts';
import { poll } from './poll.ts';

/** A Patroni node talks to etcd and its replicas several times a `loop_wait` (10 s at most): a packet is dropped by then. */
const EFFECT_TIMEOUT_MS = 15_000;
const MAX_DURATION_MS = 120_000;
/** A peer that can be reached answers a connection within a millisecond; a cut one never does. */
const CONNECT_SECONDS = 1;

export interface CutOptions {
  /** As seen from the first side: what it sends (`out`), what it receives (`in`), or `both` (default). */
  direction?: Direction;
}

/**
 * Cuts `a` off from `b`, established connections included.
 * @param a a role or a node. @param b a role, a node, another member, or `etcd` for all three
 */
export function cut(a: Target, b: Target, { direction = 'both' }: CutOptions = {}): Fault {
  if (!['both', 'in', 'out'].includes(direction))
    throw new UsageError(`cut: direction must be "both", "in" or "out", got ${JSON.stringify(direction)}`);
  if (a === b) throw new UsageError(`cut: ${a} cannot be cut off from itself`);
  return partition('cut', a, async (cluster, node) => {
    const peers = await peersOf(cluster, b);
    if (peers.includes(node))
      throw new FaultError(`cut ${a} from ${b}: both are ${node} now, and a node cannot be on both sides`);
    return { peers, direction };
  });
}

/**
 * Cuts a node off from every other member but the proxy: clients still reach it, as they do when only the network
 * between the nodes fails.
 */
export function isolate(target: Target): Fault {
  return partition('isolate', target, async (cluster, node) => ({
    peers: cluster.members.filter((member) => member !== node && member !== 'haproxy'),
    direction: 'both',
  }));
}

type Sides = (cluster: Cluster, node: string) => Promise<{ peers: string[]; direction: Direction }>;

function partition(name: string, target: Target, sides: Sides): Fault {
  return {
    name,
    target,
    endsInFailover: target === 'primary',
    maxDurationMs: MAX_DURATION_MS,
    planned: true,
    async inject(cluster, context): Promise<Injection> {
      const [node] = await cluster.resolve(target);
      if (!node) throw new FaultError(`${name} ${target}: no node is ${target} now`);
      const { peers, direction } = await sides(cluster, node);
      const helper = await cluster.helper(node);
      try {
        return await arm({ cluster, helper, node, peers, direction }, context);
      } catch (error) {
        await helper.remove();
        throw error;
      }
    },
  };
}

interface Cut {
  cluster: Cluster;
  helper: Helper;
  node: string;
  peers: string[];
  direction: Direction;
}

async function arm({ cluster, helper, node, peers, direction }: Cut, { now, signal, log }: FaultContext) {
  const rules = partitionRules(
    peers.map((peer) => cluster.address(peer)),
    direction,
  );
  // Idempotent: what an earlier fault left in this namespace goes first.
  await runIn(helper, node, ['nft', `table ${TABLE} {}; delete table ${TABLE}`]);
  signal.throwIfAborted();
  const injectedAtMs = now();
  await runIn(helper, node, ['nft', rules]);
  log('cut', { node, from: peers.join(' '), direction });
  return {
    targets: [node],
    injectedAtMs,
    proveEffect: (abort: AbortSignal) => proveCut({ cluster, helper, node, peers, direction }, abort),
    async heal() {
      // A node that was killed meanwhile took its namespace with it: then there is nothing to delete.
      if ((await cluster.state(node)) === 'running')
        await runIn(helper, node, ['nft', `table ${TABLE} {}; delete table ${TABLE}`]);
      await helper.remove();
      log('joined again', { node, to: peers.join(' ') });
    },
  };
}

/** Seen: packets were dropped, and no peer can be connected to from the node (where it may not send). */
async function proveCut({ cluster, helper, node, peers, direction }: Cut, signal: AbortSignal) {
  let dropped = 0;
  const seen = await poll(
    async () => {
      const { stdout } = await runIn(helper, node, ['nft', 'list', 'table', ...TABLE.split(' ')]);
      dropped = droppedPackets(stdout);
      return dropped > 0 ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  const reached: string[] = [];
  for (const peer of peers) if (await connects(helper, cluster.address(peer), portOf(peer))) reached.push(peer);
  return {
    tookEffect: seen === true && reached.length === 0,
    evidence: `${node}: ${dropped} packets dropped (${direction}), ${reached.length === 0 ? 'no peer' : reached.join(', ')} reached by TCP`,
  };
}

/** A TCP connection needs both directions, so that one that fails proves a cut in either. */
async function connects(helper: Helper, address: string, port: number): Promise<boolean> {
  const argv = ['timeout', String(CONNECT_SECONDS), 'bash', '-c', `exec 3<>/dev/tcp/${address}/${port}`];
  return (await helper.exec(argv, { timeoutMs: CONNECT_SECONDS * 5000 })).exitCode === 0;
}

const portOf = (member: string): number => (member.startsWith('etcd') ? 2379 : member.startsWith('pg') ? 8008 : 3306);
