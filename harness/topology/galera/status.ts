// What a node says of itself (fixtures/images/galera/wsrep-health). A claim: only a write is proof.
import { z } from 'zod';
import type { Endpoint } from '../../core/endpoint.ts';
import { jsonOf, readPage } from '../http-page.ts';

/** Answers come in milliseconds; a frozen server's responder gives up after 2 s. */
const STATUS_MS = 2500;

export interface WsrepStatus {
  node: string;
  /** `Primary`, `non-Primary`, `Disconnected`. */
  clusterStatus: string;
  size: number;
  stateUuid: string;
  /** `Synced`, `Donor/Desynced`, `Joiner` … */
  localState: string;
  ready: boolean;
}

/** A node that does not tell: not up, not yet, or not reached. */
export interface NoStatus {
  node: string;
  error: string;
}

export type Seen = WsrepStatus | NoStatus;

const answer = z.union([
  z.object({ error: z.string() }),
  z.object({
    wsrep_cluster_status: z.string(),
    wsrep_cluster_size: z.coerce.number(),
    wsrep_cluster_state_uuid: z.string(),
    wsrep_local_state_comment: z.string(),
    wsrep_ready: z.string(),
  }),
]);

/** @param at the node's health port. Never throws: what went wrong is the answer. */
export async function askStatus(node: string, at: Promise<Endpoint>): Promise<Seen> {
  try {
    // 503 tells as much as 200 does.
    const where = await at;
    const { body } = await readPage(where, '/', STATUS_MS);
    const seen = answer.parse(jsonOf(where, '/', body));
    if ('error' in seen) return { node, error: seen.error };
    return {
      node,
      clusterStatus: seen.wsrep_cluster_status,
      size: seen.wsrep_cluster_size,
      stateUuid: seen.wsrep_cluster_state_uuid,
      localState: seen.wsrep_local_state_comment,
      ready: seen.wsrep_ready === 'ON',
    };
  } catch (error) {
    return { node, error: error instanceof Error ? error.message : String(error) };
  }
}

export const isPrimary = (seen: Seen): seen is WsrepStatus =>
  'clusterStatus' in seen && seen.clusterStatus === 'Primary';

/** Synced, in a primary component, taking queries: what the proxy's check asks for. */
export const isServing = (seen: Seen): seen is WsrepStatus =>
  isPrimary(seen) && seen.localState === 'Synced' && seen.ready;

/** @returns e.g. `g1 Synced in a Primary component of 3, g2: connect ECONNREFUSED 127.0.0.1:32801`. */
export const describe = (all: readonly Seen[]): string =>
  all
    .map((seen) =>
      'error' in seen
        ? `${seen.node}: ${seen.error}`
        : `${seen.node} ${seen.localState} in a ${seen.clusterStatus} component of ${seen.size}`,
    )
    .join(', ');

/** @returns what is missing for "all Synced in one primary component of all, with one history", or null. Pure. */
export function whatIsMissing(all: readonly Seen[]): string | null {
  for (const seen of all) {
    if (!isServing(seen)) return describe([seen]);
    if (seen.size !== all.length) return `${seen.node} is in a component of ${seen.size}, not ${all.length}`;
  }
  const histories = new Set(all.map((seen) => ('stateUuid' in seen ? seen.stateUuid : '')));
  return histories.size === 1 ? null : `the nodes have ${histories.size} histories: ${[...histories].join(', ')}`;
}
