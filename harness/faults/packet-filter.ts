// The packet filter's rules of a partition, as text for nft. Pure. Everything is in a table of our own: the namespace
// also holds the engine's DNS redirect, which nobody may flush.

export const TABLE = 'inet hadrill';

/** Takes our table away, whether it is there or not: `add` succeeds in both cases, so that `delete` can. */
export const CLEAR = ['nft', `table ${TABLE} {}; delete table ${TABLE}`];

/** As seen from the member in whose namespace the rules are: what it sends, what it receives, or both. */
export type Direction = 'both' | 'in' | 'out';

/**
 * Drops every packet from and to the peers, of established connections too: a filter on packets knows no connections.
 * Counted, so that the drop can be proven.
 * @param peers addresses; at least one
 */
export function partitionRules(peers: readonly string[], direction: Direction): string {
  const set = `{ ${peers.join(', ')} }`;
  const chains = [
    ...(direction === 'out'
      ? []
      : [`  chain from_peers { type filter hook input priority -300; ip saddr ${set} counter drop; }`]),
    ...(direction === 'in'
      ? []
      : [`  chain to_peers { type filter hook output priority -300; ip daddr ${set} counter drop; }`]),
  ];
  return `table ${TABLE} {\n${chains.join('\n')}\n}\n`;
}

/** A peer's address and port, and the proxy's port that stands for it. */
export interface Redirect {
  address: string;
  port: number;
  proxyPort: number;
  /** Port of this member at which the peer may open no connection: it would lead past the proxy. */
  closedPort?: number | undefined;
}

/**
 * Redirects new connections to a peer's port into a proxy on this member, except the proxy's own.
 * @param uid the proxy's user
 */
export function redirectRules(redirects: readonly Redirect[], uid: number): string {
  const rules = redirects.map(
    ({ address, port, proxyPort }) =>
      `    meta skuid != ${uid} ip daddr ${address} tcp dport ${port} redirect to :${proxyPort}`,
  );
  const closed = redirects.flatMap(({ address, closedPort }) =>
    closedPort ? [`    ip saddr ${address} tcp dport ${closedPort} tcp flags & (syn | ack) == syn drop`] : [],
  );
  const chains = [
    `  chain redirected {\n    type nat hook output priority -110;\n${rules.join('\n')}\n  }`,
    ...(closed.length > 0
      ? [`  chain closed {\n    type filter hook input priority -300;\n${closed.join('\n')}\n  }`]
      : []),
  ];
  return `table ${TABLE} {\n${chains.join('\n')}\n}\n`;
}

/** @returns how many packets the rules have dropped, from `nft list table`'s text. */
export function droppedPackets(listing: string): number {
  return [...listing.matchAll(/counter packets (\d+) bytes \d+ drop/g)].reduce(
    (sum, found) => sum + Number(found[1]),
    0,
  );
}
