// The other side of a link: one member, a role, or a group that one word stands for.
import type { Cluster, Target } from '../core/cluster.ts';

const GROUPS: Record<string, RegExp> = { etcd: /^etcd\d+$/ };

/** @param target a role, a node, another member, or `etcd` for all three. @returns members' names */
export async function peersOf(cluster: Cluster, target: Target): Promise<string[]> {
  const group = GROUPS[target];
  if (group) return cluster.members.filter((member) => group.test(member));
  if (cluster.members.includes(target)) return [target];
  return cluster.resolve(target);
}
