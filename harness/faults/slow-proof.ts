// What proves that a link is slow: not only a probe of our own, but whatever the node itself has to do with its peer. Pure.
import { type Connection, carrying, type Link, leadingTo, openedBy } from './connections.ts';
import { carriesBothWays, isAskedAnew } from './peers.ts';
import { PROXY_UID } from './toxiproxy.ts';

export interface SlowSeen {
  node: string;
  /** Where the node's own peers connect to it. */
  port: number;
  ms: number;
  jitterMs: number;
  links: readonly Link[];
  /** Round trips, as many as links. */
  before: readonly number[];
  after: readonly number[];
  /** The connections to the peers that were reset, as `carrying` names them. */
  open: readonly string[];
  /** Those that are open now. */
  now: readonly Connection[];
}

/**
 * Every round trip has grown by the delay, less its jitter; no connection of before is left that escapes it; and unless the
 * peer is one that is asked anew, a connection of the node's own came again through the proxy, and none past it.
 */
export function slowProof(seen: SlowSeen): { tookEffect: boolean; evidence: string } {
  const { node, port, ms, jitterMs, links, before, after, open, now } = seen;
  const grew = after.every((took, i) => took - (before[i] as number) >= (ms - jitterMs) * 0.9);
  const own = now.filter(({ uid }) => uid !== PROXY_UID);
  const escaped = links.flatMap((link) => carrying(own, link, port).filter((each) => open.includes(each)));
  const told: string[] = [];
  const wrong = escaped.length > 0 ? [`not reset: ${escaped.join(', ')}`] : [];
  for (const link of links.filter(({ peer }) => !isAskedAnew(peer))) {
    const again = leadingTo(own, link).filter((each) => !open.includes(each)).length;
    if (again > 0) told.push(`${again} to ${link.peer} through the proxy now`);
    else wrong.push(`none of ${node}'s own came again to ${link.peer}`);
    const past = carriesBothWays(link.port)
      ? openedBy(now, link, port).filter((each) => !open.includes(each)).length
      : 0;
    if (past > 0) wrong.push(`${link.peer} connects to ${node} past the proxy (${past} open)`);
  }
  const trips = links.map(({ peer }, i) => `${peer} ${before[i]?.toFixed(1)} to ${after[i]?.toFixed(1)} ms`);
  const reset = `${open.length} open ${open.length === 1 ? 'connection' : 'connections'} reset`;
  const evidence = [`${node}: round trips ${trips.join(', ')}`, [reset, ...told].join(', '), ...wrong].join('; ');
  return { tookEffect: grew && wrong.length === 0, evidence };
}
