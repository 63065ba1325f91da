// What the run needs of a database engine. One implementation per engine (postgres/, mariadb/); no branch elsewhere.
import type { Cluster } from '../core/cluster.ts';
import type { OpError, Outcome, Ranges, Role } from '../core/history-format.ts';

/** The result of one operation; the caller stamps the times. */
export interface OpResult {
  outcome: Outcome;
  node?: string;
  epoch?: string;
  error?: OpError;
  position?: string;
}

export interface ReadAllResult extends OpResult {
  value: Ranges | null;
  duplicates?: number[];
}

/** One client process: one connection at a time, one operation in flight, reconnects after a broken one. Never retries. */
export interface WorkloadClient {
  add(value: number, deadlineMs: number): Promise<OpResult>;
  /** Which node answers where reads are routed. */
  read(deadlineMs: number): Promise<OpResult>;
  /** Cuts the connection at once, never throws, never waits for the peer. */
  destroy(): void;
}

/** What one probe saw on one node. */
export interface NodeObservation {
  node: string;
  role: Role;
  writable: boolean | null;
  epoch?: string;
  position?: string;
}

/** Watches one node on connections of its own: role, epoch, position, and a canary write. */
export interface NodeProbe {
  observe(): Promise<NodeObservation>;
  destroy(): void;
}

export interface EngineDriver {
  /** Creates the workload's and the canary's tables through the write port. */
  prepare(cluster: Cluster): Promise<void>;
  client(cluster: Cluster, via: 'write' | 'read', process: number): WorkloadClient;
  probe(cluster: Cluster, node: string): NodeProbe;
  /** Final `read-all` straight from a node; on a replica after it replayed the primary's position. */
  finalRead(cluster: Cluster, node: string, deadlineMs: number): Promise<ReadAllResult>;
}
