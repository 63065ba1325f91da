// Galera's epoch: cluster state uuid, configuration id, members. Both sides of a partition that were both bootstrapped
// have the same uuid and may have the same configuration id: only the members tell them apart.

export const NODE = '@@wsrep_node_name';

/**
 * In SQL: the node's last primary component. Both tables are written by the server itself, in one transaction of its own, when
 * a component is installed (Galera 4, "wsrep_schema"), so that one statement sees uuid, id and members of one component.
 * `wsrep_incoming_addresses` does not do: a node that joined while another one did went on naming the members before it,
 * beside the newest configuration id, until the next change (seen on 11.8). Outside a primary component the last one stays.
 */
export const EPOCH = `(SELECT CONCAT_WS(':', c.cluster_uuid, c.view_id,
  (SELECT GROUP_CONCAT(m.node_name SEPARATOR '+') FROM mysql.wsrep_cluster_members m WHERE m.cluster_uuid = c.cluster_uuid))
  FROM mysql.wsrep_cluster c)`;

const FORM = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d+):([^:]+)$/;

/** The one seen last: a component stays for hundreds of writes a second. */
let last: { seen: string; epoch: string } | null = null;

/** @param seen what `EPOCH` gave @returns `<uuid>:<id>:<members, sorted, joined by +>` @throws when it is no such thing */
export function epochOf(seen: unknown): string {
  if (last !== null && seen === last.seen) return last.epoch;
  const [, uuid, id, members] = FORM.exec(String(seen)) ?? [];
  if (!uuid || !id || !members) throw new Error(`not a Galera component: ${String(seen)}`);
  const epoch = `${uuid}:${id}:${members.split('+').sort().join('+')}`;
  last = { seen: String(seen), epoch };
  return epoch;
}

/** @returns uuid and configuration id of an epoch, as the status variables have them. */
export function componentOf(epoch: string): { uuid: string; confId: string; members: string[] } {
  const [uuid = '', confId = '', members = ''] = epoch.split(':');
  return { uuid, confId, members: members.split('+') };
}
