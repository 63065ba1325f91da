// What a fault may be aimed at, by topology: known before anything is started, so that a wrong aim starts nothing. Pure.
import type { Fault, TopologySpec } from '../core/scenario.ts';

interface Aims {
  nodes: readonly string[];
  roles: readonly string[];
  /** Members that are no database node: they can be the other side of a link, not a target. */
  others: readonly string[];
  /** One word for several members. */
  groups: readonly string[];
  /** What runs in a database node and can be sent a signal. */
  programs: readonly string[];
}

const AIMS: Record<TopologySpec['kind'], Aims> = {
  patroni: {
    nodes: ['pg1', 'pg2', 'pg3'],
    roles: ['primary', 'replica', 'sync-standby'],
    others: ['etcd1', 'etcd2', 'etcd3', 'haproxy'],
    groups: ['etcd'],
    programs: ['patroni', 'postgres'],
  },
  galera: {
    nodes: ['g1', 'g2', 'g3'],
    roles: ['primary', 'replica'],
    others: ['haproxy'],
    groups: [],
    programs: ['mariadbd'],
  },
};

/** The database nodes of a topology, known before it runs: a history names them in its first line. */
export const nodesOf = (spec: TopologySpec): string[] => [...AIMS[spec.kind].nodes];

/** @returns why no database node of this kind of cluster runs the program, or null when each does. */
export function wrongProgram(kind: TopologySpec['kind'], program: string): string | null {
  const { programs } = AIMS[kind];
  return programs.includes(program)
    ? null
    : `no ${program} runs in a database node of ${kind}; there are ${programs.join(', ')}`;
}

/** Only connections that the target opens can be slowed. @returns why there is none, whoever has which role; null where there may be one. */
function wrongLatency(kind: TopologySpec['kind'], target: string, peer: string): string | null {
  if (peer === 'haproxy')
    return 'a database node opens no connection to haproxy, so there is none that could be slowed';
  if (kind !== 'patroni' || target !== 'primary' || peer.startsWith('etcd')) return null;
  return `the primary opens no connection to "${peer}": it is replicas that connect to it; write latency('${peer}', 'primary', …)`;
}

/** @returns the fault's field that is wrong, and why; null when the fault can be aimed so. */
export function wrongAim(
  topology: TopologySpec,
  { name, target, peer, program, onlyOn }: Pick<Fault, 'name' | 'target' | 'peer' | 'program' | 'onlyOn'>,
): { field: 'name' | 'target' | 'peer' | 'program'; message: string } | null {
  if (onlyOn !== undefined && onlyOn !== topology.kind)
    return { field: 'name', message: `${name} is a fault of ${onlyOn} alone, and this topology is ${topology.kind}` };
  const { nodes, roles, others, groups } = AIMS[topology.kind];
  const none = (field: 'target' | 'peer', wanted: string, there: readonly string[]) => ({
    field,
    message: `"${wanted}" ${field === 'target' ? 'is no target of' : 'is no peer of'} ${name} on ${topology.kind}; there are ${there.join(', ')}`,
  });
  const targets = [...roles, ...nodes];
  if (target !== undefined && !targets.includes(target)) return none('target', target, targets);
  const peers = [...targets, ...groups, ...others];
  if (peer !== undefined && !peers.includes(peer)) return none('peer', peer, peers);
  if (target !== undefined && target === peer)
    return { field: 'peer', message: `"${peer}" is on both sides of ${name}: a node cannot be cut off from itself` };
  if (name === 'latency' && target !== undefined && peer !== undefined) {
    const unheard = wrongLatency(topology.kind, target, peer);
    if (unheard) return { field: 'peer', message: unheard };
  }
  const notThere = program === undefined ? null : wrongProgram(topology.kind, program);
  if (notThere) return { field: 'program', message: notThere };
  if (topology.kind === 'patroni' && topology.synchronous === false)
    for (const [field, aim] of [['target', target] as const, ['peer', peer] as const])
      if (aim === 'sync-standby')
        return { field, message: '"sync-standby" is nobody under asynchronous replication; say synchronous: true' };
  return null;
}
