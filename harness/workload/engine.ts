// What the run needs of a database engine. One implementation per engine (postgres/, mariadb/); no branch elsewhere.
import type { Cluster, Credentials } from '../core/cluster.ts';
import type { Ranges } from '../core/columns/ranges.ts';
import type { Endpoint } from '../core/endpoint.ts';
import type { ObservationLine, OpError, Outcome } from '../core/history/history-format.ts';
import type { Reconnect } from './reconnect.ts';

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

/** What was seen of one node, as it goes into the history. */
export type Seen = Omit<ObservationLine, 'type'> & {
  /** What the node said of itself beside that; the judge ignores it, the report may show it. */
  claims?: Record<string, unknown>;
};

export interface WatchOptions {
  /** The run's clock, ms. */
  now(): number;
  /** Never throws. */
  emit(seen: Seen): void;
}

/** Watches one node on connections of its own: role, epoch, position, and a canary write. Never waits for another node. */
export interface NodeWatch {
  /** Asks the node once more, unless it is still being asked. What is seen is emitted. */
  look(): void;
  /** Cuts its connections at once, never waits for the peer; nothing is emitted afterwards. */
  stop(): void;
}

/** How far the primary had come: what a replica must have replayed before its final read. */
export interface PrimaryPosition {
  node: string;
  epoch: string;
  position: string;
}

/** What is done with a restored copy: it is no node of the cluster. */
export interface CopyDriver {
  /** All values of the copy; a table that is not there holds none. Never throws. */
  read(at: Endpoint, as: Credentials, node: string, deadlineMs: number): Promise<ReadAllResult>;
  /** Deletes the smallest value, and says which; for a twin. @throws */
  deleteOne(at: Endpoint, as: Credentials, deadlineMs: number): Promise<number>;
}

export interface EngineDriver {
  /** Makes the workload's and the canary's tables anew, through the write port. @throws SetupError */
  prepare(cluster: Cluster): Promise<void>;
  /** Where the engine has restores. */
  copy?: CopyDriver;
  /** @param reconnect shared by the clients that take the same way in */
  client(cluster: Cluster, via: 'write' | 'read', process: number, reconnect: Reconnect): WorkloadClient;
  watch(cluster: Cluster, node: string, options: WatchOptions): NodeWatch;
  /** The primary in the newest epoch, asked of the nodes themselves until one is there; null at the deadline. */
  primaryPosition(cluster: Cluster, deadlineMs: number): Promise<PrimaryPosition | null>;
  /** All values straight from a node; on a replica after it replayed `primary`'s position, else `unknown`. Never throws. */
  finalRead(
    cluster: Cluster,
    node: string,
    primary: PrimaryPosition | null,
    deadlineMs: number,
  ): Promise<ReadAllResult>;
}
