// Does HAProxy send whom where the roles want it? Pure, from its statistics.
import { serversUp } from '../haproxy-seen.ts';

/** @returns what is not yet routed as the roles want it, or null. */
export function whatIsMisrouted(csv: string, leader: string, nodes: readonly string[]): string | null {
  const replicas = nodes.filter((node) => node !== leader);
  for (const [backend, wanted] of [
    ['postgres_write', [leader]],
    ['postgres_read', replicas],
  ] as const) {
    const up = serversUp(csv, backend).sort();
    if (up.join() !== [...wanted].sort().join())
      return `HAProxy sends ${backend} to ${up.join(', ') || 'nobody'}, not to ${wanted.join(', ')}`;
  }
  return null;
}
