// What a node says of itself by wsrep's status variables, as role, epoch, position and claims. Pure but for the statement.
import type { Role } from '../../core/history/history-format.ts';
import type { Place } from '../seen.ts';
import { componentOf } from './epoch.ts';

const NAMES = [
  'wsrep_cluster_status',
  'wsrep_cluster_size',
  'wsrep_cluster_state_uuid',
  'wsrep_cluster_conf_id',
  'wsrep_incoming_addresses',
  'wsrep_local_state',
  'wsrep_local_state_comment',
  'wsrep_last_committed',
  'wsrep_ready',
  'wsrep_connected',
  'wsrep_flow_control_paused_ns',
  'wsrep_local_recv_queue',
] as const;

/** Answered in any state of the node: SHOW is never refused. */
export const STATUS = `SHOW GLOBAL STATUS WHERE Variable_name IN (${NAMES.map((name) => `'${name}'`).join(', ')})`;

export type WsrepStatus = Partial<Record<(typeof NAMES)[number], string>>;

/** @param rows the answer to `STATUS` */
export const statusOf = (rows: unknown[][]): WsrepStatus =>
  Object.fromEntries(rows.map(([name, value]) => [String(name), String(value)]));

/** Donor/Desynced and Synced (Galera's "Node state changes"): it takes writes. 1 is joining, 3 has joined and catches up. */
const SERVING = new Set(['2', '4']);

/** Every Synced, Donor or Desynced node of a primary component is `primary` (docs/verdicts.md). */
export function roleOf(status: WsrepStatus): Role {
  if (status.wsrep_cluster_status !== 'Primary') return 'non-primary';
  return SERVING.has(status.wsrep_local_state ?? '') ? 'primary' : 'joining';
}

/**
 * @param component the epoch by the node's own tables, read after `status`
 * @returns where it stands; null when the two are of different components: then both have to be read again
 */
export function placeOf(status: WsrepStatus, component: string | null): Place | null {
  const role = roleOf(status);
  const position = status.wsrep_last_committed ?? null;
  // Outside a primary component there is no epoch, and the tables tell of the last one.
  if (role === 'non-primary' || component === null) return { role, epoch: null, position };
  const { uuid, confId } = componentOf(component);
  if (uuid !== status.wsrep_cluster_state_uuid || confId !== status.wsrep_cluster_conf_id) return null;
  return { role, epoch: component, position };
}

/** For the report's eye; no verdict rests on it. */
export const claimsOf = (status: WsrepStatus): Record<string, unknown> => ({
  cluster: status.wsrep_cluster_status,
  size: Number(status.wsrep_cluster_size),
  confId: status.wsrep_cluster_conf_id,
  members: status.wsrep_incoming_addresses,
  state: status.wsrep_local_state_comment,
  ready: status.wsrep_ready === 'ON',
  connected: status.wsrep_connected === 'ON',
  flowControlPausedMs: Math.round(Number(status.wsrep_flow_control_paused_ns) / 1e6),
  receiveQueue: Number(status.wsrep_local_recv_queue),
});
