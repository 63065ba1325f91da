// What a look at a cluster says: who leads, how far each node is behind, which faults are on, what is not well. Pure.
import type { ContainerState } from '../../core/cluster.ts';
import type { Engine, Role } from '../../core/history/history-format.ts';
import type { Seen } from '../../workload/engine.ts';
import { lsnOf } from '../../workload/postgres/epoch.ts';
import type { FaultOn } from './cluster-folder.ts';

export interface MemberState {
  name: string;
  container: ContainerState;
  /** A nemesis helper stands beside it. */
  nemesis: boolean;
  /** Of database nodes: what it says of itself, null when nothing came. */
  node?: NodeState;
}

export interface NodeState {
  role: Role | null;
  /** A write of ours was acknowledged by it; false: refused or not acknowledged; null: not known. */
  writable: boolean | null;
  epoch: string | null;
  /** Behind the primary: bytes of WAL, or transactions. Null: not known. */
  lag: number | null;
  synchronousStandby: boolean;
}

/** @returns the leader's name; null when nobody leads; several when several acknowledge writes in PostgreSQL */
export function leadersOf(members: readonly MemberState[]): { name: string; proven: boolean }[] {
  const primaries = members.filter(({ node }) => node?.role === 'primary');
  const proven = primaries.filter(({ node }) => node?.writable === true);
  return (proven.length > 0 ? proven : primaries).map(({ name, node }) => ({ name, proven: node?.writable === true }));
}

/** @returns how far `own` is behind `ahead`: bytes of WAL, or transactions; null when one of them is not known */
export function lagOf(engine: Engine, ahead: string | null | undefined, own: string | null | undefined): number | null {
  if (ahead === null || ahead === undefined || own === null || own === undefined) return null;
  // MariaDB: the number of the last transaction, with or without its group's id in front.
  const at = (position: string) => (engine === 'postgres' ? lsnOf(position) : BigInt(position.split(':').at(-1) ?? ''));
  try {
    const difference = at(ahead) - at(own);
    return difference > 0n ? Number(difference) : 0;
  } catch {
    return null;
  }
}

/** @returns the position that others are compared with: of the writable primary, in Galera of whoever is furthest */
export function positionAhead(seen: Iterable<Seen>): string | null {
  const primaries = [...seen].filter((one) => one.role === 'primary');
  return (primaries.find((one) => one.writable === true) ?? primaries[0])?.position ?? null;
}

/** @returns whether a fault that was put on still shows; null where only the nodes' own state can tell */
export function stillOn({ name, targets }: FaultOn, members: readonly MemberState[]): boolean | null {
  const hit = members.filter((member) => targets.includes(member.name));
  if (name === 'kill') return hit.some(({ container }) => container === 'exited' || container === 'absent');
  if (name === 'pause') return hit.some(({ container }) => container === 'paused');
  if (name.startsWith('kill-')) return null;
  return hit.some(({ nemesis }) => nemesis);
}

/** @returns what is not well, in words; [] when the cluster is healthy */
export function whatIsUnwell(members: readonly MemberState[], engine: Engine): string[] {
  const notRunning = members
    .filter(({ container }) => container !== 'running')
    .map(({ name, container }) => `${name}'s container is ${container}`);
  const disturbed = members.filter(({ nemesis }) => nemesis).map(({ name }) => `a fault is on in ${name}'s network`);
  const leaders = leadersOf(members).filter(({ proven }) => proven);
  const nodes = members.flatMap(({ name, node, container }) =>
    node && container === 'running' ? [{ name, ...node }] : [],
  );
  const epoch = nodes.find(({ name }) => name === leaders[0]?.name)?.epoch;
  const behind = nodes.flatMap(({ name, ...node }) => {
    if (node.role !== 'primary' && node.role !== 'replica') return [`${name} is ${node.role ?? 'silent'}`];
    if (epoch === undefined || node.epoch === epoch) return [];
    return [
      node.epoch === null
        ? `${name} follows nobody`
        : `${name} is in epoch ${node.epoch}, ${leaders[0]?.name} in ${epoch}`,
    ];
  });
  const split =
    engine === 'postgres' && leaders.length > 1
      ? [`${leaders.map(({ name }) => name).join(' and ')} both take writes: split-brain`]
      : [];
  return [...notRunning, ...disturbed, ...(leaders.length === 0 ? ['no node takes writes'] : []), ...split, ...behind];
}
