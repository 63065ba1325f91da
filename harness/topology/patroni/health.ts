// Health of a Patroni cluster, by state: what each node's REST API says now. A claim, good enough to wait for.

export interface Member {
  name: string;
  role: string;
  state: string;
  timeline?: number;
  lag?: number | string;
}

/** REST calls answer in milliseconds; 1.5 s is for a machine that is starting seven containers. */
const REST_TIMEOUT_MS = 1500;

const LEADERS = new Set(['leader', 'master', 'primary', 'standby_leader']);

/** @returns the members as this node sees them (`GET /cluster`). @throws when the node does not answer. */
export async function members(base: string): Promise<Member[]> {
  const answer = await fetch(`${base}/cluster`, { signal: AbortSignal.timeout(REST_TIMEOUT_MS) });
  const body = (await answer.json()) as { members?: Member[] };
  return body.members ?? [];
}

/** @returns what is missing for "one leader, all others streaming on its timeline", or null when nothing is. */
export function whatIsMissing(seen: readonly Member[], nodes: readonly string[], synchronous: boolean): string | null {
  const absent = nodes.filter((node) => !seen.some((member) => member.name === node));
  if (absent.length > 0) return `not a member yet: ${absent.join(', ')}`;
  const leader = seen.find((member) => LEADERS.has(member.role));
  if (!leader) return 'no leader';
  for (const member of seen) {
    // Patroni 3.0.2 says `running` of a replica that streams, 4.0 `streaming`.
    if (!['running', 'streaming'].includes(member.state)) return `${member.name} is ${member.state}`;
    if (member.timeline !== leader.timeline)
      return `${member.name} is on timeline ${member.timeline}, ${leader.name} on ${leader.timeline}`;
  }
  if (synchronous && !seen.some((member) => member.role === 'sync_standby')) return 'no synchronous standby';
  return null;
}

/** Sets the dynamic configuration (`PATCH /config`). @throws with the answer when Patroni refuses. */
export async function patchConfig(base: string, change: Record<string, unknown>): Promise<void> {
  const answer = await fetch(`${base}/config`, {
    method: 'PATCH',
    body: JSON.stringify(change),
    signal: AbortSignal.timeout(REST_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`PATCH ${base}/config: ${answer.status} ${await answer.text()}`);
}
