// Which connections are open in a member's namespace, and who opened them: read from what `ss` lists. Pure.

import { carriesBothWays } from './peers.ts';

/** Of a peer: where it listens. */
export interface Link {
  peer: string;
  address: string;
  port: number;
}

export interface Connection {
  local: string;
  remote: string;
  /** The user whose socket it is; 0 is not listed. */
  uid: number;
}

/** All that are established, numerically, with their users. */
export const LIST_CONNECTIONS: string[] = ['ss', '-Htne', 'state', 'established'];

/** @param listing what `LIST_CONNECTIONS` printed */
export function connectionsIn(listing: string): Connection[] {
  return listing.split('\n').flatMap((line) => {
    // Recv-Q Send-Q Local Peer, and more
    const [, , local, remote] = line.trim().split(/\s+/);
    if (!local || !remote) return [];
    return [{ local: plain(local), remote: plain(remote), uid: Number(/\buid:(\d+)/.exec(line)?.[1] ?? 0) }];
  });
}

/** An IPv4 address as a socket of both families shows it. */
const plain = (place: string): string => place.replace(/^\[::ffff:(.+)\]/, '$1');

/** @returns those that lead to the link's port, `<own address:port> > <peer>` */
export const leadingTo = (all: readonly Connection[], { peer, address, port }: Link): string[] =>
  all.filter(({ remote }) => remote === `${address}:${port}`).map(({ local }) => `${local} > ${peer}`);

/** @returns those that the link's peer has opened to this port here, `<peer's address:port> > <own address:port>` */
export const openedBy = (all: readonly Connection[], { address }: Link, ownPort: number): string[] =>
  all
    .filter(({ local, remote }) => local.endsWith(`:${ownPort}`) && remote.startsWith(`${address}:`))
    .map(({ local, remote }) => `${remote} > ${local}`);

/** @returns those that carry what this side hears from the link's peer, whoever opened them */
export const carrying = (all: readonly Connection[], link: Link, ownPort: number): string[] => [
  ...leadingTo(all, link),
  ...(carriesBothWays(link.port) ? openedBy(all, link, ownPort) : []),
];
