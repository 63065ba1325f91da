// Everything that `hadrill status` shows of one cluster, gathered at one moment.
import type { Cluster } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import type { Engine } from '../../core/history/history-format.ts';
import type { Nemesis } from '../../topology/docker-nemeses.ts';
import type { EngineDriver, Seen } from '../../workload/engine.ts';
import type { FaultOn } from './cluster-folder.ts';
import { DOORS } from './doors.ts';
import { observeNodes } from './observe.ts';
import { lagOf, leadersOf, type MemberState, positionAhead, stillOn, whatIsUnwell } from './state.ts';

export interface Look {
  engine: Engine;
  leaders: { name: string; proven: boolean }[];
  /** On 127.0.0.1; null while the container does not run. */
  doors: {
    write: Endpoint | null;
    read: Endpoint | null;
    page: Endpoint | null;
    nodes: Record<string, Endpoint | null>;
  };
  members: MemberState[];
  faults: (FaultOn & { on: boolean | null })[];
  /** [] when it is healthy. */
  unwell: string[];
}

export interface LookOptions {
  driver: Pick<EngineDriver, 'watch'>;
  nemeses: readonly Nemesis[];
  recorded: readonly FaultOn[];
  signal: AbortSignal;
}

export async function look(cluster: Cluster, { driver, nemeses, recorded, signal }: LookOptions): Promise<Look> {
  const [seen, standbys, states] = await Promise.all([
    observeNodes(cluster, driver, signal),
    synchronousStandbys(cluster),
    Promise.all(cluster.members.map((member) => cluster.state(member))),
  ]);
  const ahead = positionAhead(seen.values());
  const members = cluster.members.map((name, index): MemberState => {
    const container = states[index] ?? 'absent';
    const base = { name, container, nemesis: nemeses.some((one) => one.member === name && one.running) };
    if (!cluster.nodes.includes(name)) return base;
    return { ...base, node: nodeState(cluster, seen.get(name), ahead, standbys.includes(name)) };
  });
  const { write, read, page, sql } = DOORS[cluster.engine];
  const [at, nodes] = await Promise.all([
    Promise.all([write, read, page].map((port) => endpoint(cluster, 'haproxy', port))),
    Promise.all(cluster.nodes.map(async (node) => [node, await endpoint(cluster, node, sql)] as const)),
  ]);
  return {
    engine: cluster.engine,
    leaders: await leaders(cluster, members),
    doors: { write: at[0] ?? null, read: at[1] ?? null, page: at[2] ?? null, nodes: Object.fromEntries(nodes) },
    members,
    faults: recorded.map((fault) => ({ ...fault, on: stillOn(fault, members) })),
    unwell: whatIsUnwell(members, cluster.engine),
  };
}

function nodeState(
  { engine }: Pick<Cluster, 'engine'>,
  seen: Seen | undefined,
  ahead: string | null,
  synchronousStandby: boolean,
): NonNullable<MemberState['node']> {
  if (!seen) return { role: null, writable: null, epoch: null, lag: null, synchronousStandby };
  const lag = seen.role === 'primary' && engine === 'postgres' ? null : lagOf(engine, ahead, seen.position);
  return { role: seen.role, writable: seen.writable, epoch: seen.epoch ?? null, lag, synchronousStandby };
}

/** A topology without such a role, or a cluster without one now, has none. */
const synchronousStandbys = (cluster: Cluster): Promise<string[]> =>
  cluster.topology === 'patroni' ? cluster.resolve('sync-standby').catch(() => []) : Promise.resolve([]);

const endpoint = (cluster: Cluster, member: string, port: number): Promise<Endpoint | null> =>
  cluster.endpoint(member, port).catch(() => null);

/** Where every node takes writes, the one leads that the proxy sends them to. */
async function leaders(cluster: Cluster, members: readonly MemberState[]): Promise<Look['leaders']> {
  if (cluster.engine === 'postgres') return leadersOf(members);
  const name = await cluster.leader().catch(() => null);
  const proven = members.some((member) => member.name === name && member.node?.writable === true);
  return name === null ? [] : [{ name, proven }];
}
