// The other side of a link: one member, a role, or a group that one word stands for; and where it listens.
import type { Cluster, Target } from '../core/cluster.ts';

const GROUPS: Record<string, RegExp> = { etcd: /^etcd\d+$/ };

/** @param target a role, a node, another member, or `etcd` for all three. @returns members' names */
export async function peersOf(cluster: Cluster, target: Target): Promise<string[]> {
  const group = GROUPS[target];
  if (group) return cluster.members.filter((member) => group.test(member));
  if (cluster.members.includes(target)) return [target];
  return cluster.resolve(target);
}

/** Whose clients come again and again, each to whichever member answers: a new connection is as real as an open one. */
export const isAskedAnew = (member: string): boolean => /^etcd\d+$/.test(member);

/** One connection carries what both sides say, whoever opened it: group communication. */
export const carriesBothWays = (port: number): boolean => port === GROUP_PORT;

const GROUP_PORT = 4567;

/** By what begins a member's name: etcd's clients, PostgreSQL, Galera's group communication, the proxy's statistics. */
const PORTS: [prefix: string, port: number][] = [
  ['etcd', 2379],
  ['pg', 5432],
  ['g', GROUP_PORT],
  ['haproxy', 7000],
];

/** @returns the port by which a member's peers speak to it. @throws for a member of no known kind */
export function servicePort(member: string): number {
  const found = PORTS.find(([prefix]) => member.startsWith(prefix));
  if (!found) throw new Error(`no port is known by which peers speak to ${member}`);
  return found[1];
}
