// Who is what in a Patroni cluster, out of what its nodes say. Pure.
import type { Target } from '../../core/cluster.ts';
import type { Member } from './rest.ts';

const LEADERS = new Set(['leader', 'master', 'primary', 'standby_leader']);
const SYNC_STANDBYS = new Set(['sync_standby', 'quorum_standby']);
// Patroni 3.0.2 says `running` of a replica that streams, 4.0 `streaming`.
const WELL = new Set(['running', 'streaming']);

export const isLeader = (member: Member): boolean => LEADERS.has(member.role);
export const isSyncStandby = (member: Member): boolean => SYNC_STANDBYS.has(member.role);
export const isWell = (member: Member): boolean => WELL.has(member.state);

/**
 * Of several nodes' views the one to believe: a node cut off from etcd answers out of its memory. So: the view whose
 * leader is on the highest timeline; of equals, the one most nodes agree on; without a leader anywhere, the longest.
 */
export function bestView(views: readonly Member[][]): Member[] {
  const timeline = (view: readonly Member[]) => view.find(isLeader)?.timeline ?? -1;
  const name = (view: readonly Member[]) => view.find(isLeader)?.name;
  const votes = (view: readonly Member[]) => views.filter((other) => name(other) === name(view)).length;
  const ranked = [...views].sort((a, b) => timeline(b) - timeline(a) || votes(b) - votes(a) || b.length - a.length);
  return ranked[0] ?? [];
}

/**
 * @returns the nodes that a target means. `replica`: those that run, the ones that commits do not wait for first, so
 *   that with a synchronous standby `replica` and `sync-standby` hit different nodes.
 */
export function nodesFor(target: Target, seen: readonly Member[]): string[] {
  const names = (members: readonly Member[]) => members.map((member) => member.name).sort();
  if (target === 'primary') return names(seen.filter(isLeader));
  if (target === 'sync-standby') return names(seen.filter((one) => isSyncStandby(one) && isWell(one)));
  if (target !== 'replica') return names(seen.filter((one) => one.name === target));
  const replicas = seen.filter((one) => !isLeader(one) && isWell(one));
  return [...names(replicas.filter((one) => !isSyncStandby(one))), ...names(replicas.filter(isSyncStandby))];
}

/** @returns e.g. `pg1 leader running, pg2 replica streaming`, for an error. */
export const describe = (seen: readonly Member[]): string =>
  seen.map(({ name, role, state }) => `${name} ${role} ${state}`).join(', ') || 'no node answered';
