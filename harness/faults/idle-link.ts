// A link that carries nothing which a delay would reach: only connections that a node opens itself can be led through its
// proxy. A fault that slows nothing must not pass for one that does, so it is refused. Pure.
import type { Target } from '../core/cluster.ts';
import { type Connection, carrying, type Link, openedBy } from './connections.ts';

export interface Side {
  node: string;
  /** Where its own peers connect to it. */
  port: number;
  /** All that a delay can be put on. */
  nodes: readonly string[];
}

/**
 * @param all the connections that are open on this side
 * @param links those whose callers do not come anew by themselves. @param words as the two sides were written
 * @returns why nothing would be slowed, and what to write instead; null where every link has an open connection that can be led through the proxy
 */
export function whyIdle(
  all: readonly Connection[],
  { node, port, nodes }: Side,
  links: readonly Link[],
  [a, b]: readonly [Target, Target],
): string | null {
  const idle = links.filter((link) => carrying(all, link, port).length === 0);
  if (idle.length === 0) return null;
  const theirs = idle.map((link) => `${link.peer}'s port ${link.port}`).join(' or ');
  const seen = `latency ${a} to ${b}: ${node} has no open connection to ${theirs}, so that nothing it hears would be later`;
  const callers = idle.filter((link) => openedBy(all, link, port).length > 0);
  if (callers.length === 0) {
    const peers = idle.map(({ peer }) => peer).join(' and ');
    return `${seen}; nor is there one from ${peers} to ${node}'s port ${port}. Choose two sides of which the first one connects to the second`;
  }
  const counted = callers.map(
    (link) => `${link.peer} to ${node}'s port ${port} (${openedBy(all, link, port).length} open)`,
  );
  const how = callers.every(({ peer }) => nodes.includes(peer))
    ? `Write it the other way round, latency('${b}', '${a}', …): it delays what ${b} hears from ${a}`
    : 'A delay is put on the side that connects, which must be a database node';
  return `${seen}: it is ${counted.join(' and ')} that connects. ${how}`;
}
