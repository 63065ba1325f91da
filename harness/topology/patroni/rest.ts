// Patroni's REST API. Everything that it says is a claim of the node that was asked.
import type { Endpoint } from '../../core/endpoint.ts';
import { readJson } from '../http-page.ts';

export interface Member {
  name: string;
  role: string;
  state: string;
  timeline?: number;
  lag?: number | string;
}

/** What `GET /patroni` says, as far as it is used here. */
export interface NodeStatus {
  patroni?: { version?: string };
  server_version?: number;
  /** When it last read the cluster from the DCS, at the beginning of a round of its HA loop: whole seconds since 1970. */
  dcs_last_seen?: number;
  replication?: { application_name?: string; state?: string; sync_state?: string }[];
}

/** Answers come in milliseconds; 1.5 s is for a machine that is starting seven containers. */
const REST_TIMEOUT_MS = 1500;

/** @returns the members as this node sees them (`GET /cluster`). @throws when the node does not answer. */
export async function members(at: Endpoint): Promise<Member[]> {
  return ((await readJson(at, '/cluster', REST_TIMEOUT_MS)) as { members?: Member[] }).members ?? [];
}

/** @returns the dynamic configuration as in the DCS (`GET /config`). */
export const dynamicConfig = async (at: Endpoint) =>
  (await readJson(at, '/config', REST_TIMEOUT_MS)) as Record<string, unknown>;

/** @returns what the node says of itself (`GET /patroni`). */
export const nodeStatus = async (at: Endpoint) => (await readJson(at, '/patroni', REST_TIMEOUT_MS)) as NodeStatus;

/** Sets the dynamic configuration (`PATCH /config`). @throws with the answer when Patroni refuses. */
export async function patchConfig({ host, port }: Endpoint, change: Record<string, unknown>): Promise<void> {
  const url = `http://${host}:${port}/config`;
  const answer = await fetch(url, {
    method: 'PATCH',
    body: JSON.stringify(change),
    signal: AbortSignal.timeout(REST_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`PATCH ${url}: ${answer.status} ${await answer.text()}`);
}
