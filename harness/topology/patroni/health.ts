// Health of a Patroni cluster, by state. Claims of its nodes, good enough to wait for. Pure.
import type { Member } from './rest.ts';
import { isLeader, isSyncStandby, isWell } from './roles.ts';

export interface Expected {
  nodes: readonly string[];
  /** Must a synchronous standby be named? */
  synchronous: boolean;
  /** A replica further behind may not be promoted, so it is not healthy (`maximum_lag_on_failover`), bytes. */
  maximumLagBytes: number;
}

/** @returns what is missing for "one leader, all others streaming on its timeline, close behind", or null. */
export function whatIsMissing(seen: readonly Member[], expected: Expected): string | null {
  const absent = expected.nodes.filter((node) => !seen.some((member) => member.name === node));
  if (absent.length > 0) return `not a member yet: ${absent.join(', ')}`;
  const leader = seen.find(isLeader);
  if (!leader) return 'no leader';
  for (const member of seen) {
    if (!isWell(member)) return `${member.name} is ${member.state}`;
    if (member.timeline !== leader.timeline)
      return `${member.name} is on timeline ${member.timeline}, ${leader.name} on ${leader.timeline}`;
    if (member === leader) continue;
    // Not known yet (`unknown`) is not close behind.
    if (typeof member.lag !== 'number' || member.lag > expected.maximumLagBytes)
      return `${member.name} is behind by ${member.lag ?? 'an unknown number of'} bytes`;
  }
  if (expected.synchronous && !seen.some(isSyncStandby)) return 'no synchronous standby';
  return null;
}

/** @returns the replica that its leader does not stream to (`GET /patroni` of the leader, `replication`), or null. */
export function whoDoesNotStream(
  replication: readonly { application_name?: string; state?: string }[] | undefined,
  replicas: readonly string[],
): string | null {
  for (const node of replicas) {
    const stream = replication?.find((one) => one.application_name === node);
    if (stream?.state !== 'streaming') return `the leader's stream to ${node} is ${stream?.state ?? 'not there'}`;
  }
  return null;
}
