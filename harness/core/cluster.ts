// What faults, workload and run see of a cluster. Docker is behind it (harness/topology), never in front of it.
import type { Backup } from './backup.ts';
import type { Engine } from './history-format.ts';

/** A role to be resolved at the moment of injection, or a node's name. */
export type Target = 'primary' | 'replica' | 'sync-standby' | (string & {});

export interface Endpoint {
  host: string;
  port: number;
}

export type ContainerState = 'running' | 'paused' | 'exited' | 'absent';

export interface ExecResult {
  exitCode: number;
  stdout: string;
  stderr: string;
}

export interface Credentials {
  user: string;
  password: string;
  database: string;
}

/** Settings read back from the running cluster, not from what was asked for. */
export interface EffectiveSettings {
  /** Shortest and longest outage that a lost leader must cause under these settings, ms (harness/core/rto-band.ts). */
  expectedRtoMs: { min: number; max: number };
  /** Everything else that is worth showing in the report, e.g. ttl, loop_wait, synchronous_mode. */
  values: Record<string, string | number | boolean>;
}

export interface Cluster {
  readonly id: string;
  readonly topology: 'patroni' | 'galera';
  readonly engine: Engine;
  /** Database nodes: the names a history uses (`pg1`…, `g1`…). */
  readonly nodes: readonly string[];
  /** All members: database nodes, etcd1…3, haproxy. */
  readonly members: readonly string[];
  readonly credentials: Credentials;

  /** Published port of a member on 127.0.0.1, looked up again after every start. `port` is the inside port. */
  endpoint(member: string, port: number): Promise<Endpoint>;
  /** Address of a member inside the cluster's network (fixed for the cluster's life). */
  address(member: string): string;
  /** Which database nodes a target means right now, by asking the cluster. @throws TargetError when none fits. */
  resolve(target: Target): Promise<string[]>;
  /** The node that leads now, or null. */
  leader(): Promise<string | null>;
  /** Read back from the running cluster. */
  effectiveSettings(): Promise<EffectiveSettings>;

  state(member: string): Promise<ContainerState>;
  /** Signal to the container's init (default SIGKILL). */
  kill(member: string, signal?: string): Promise<void>;
  start(member: string): Promise<void>;
  stop(member: string, graceSeconds?: number): Promise<void>;
  pause(member: string): Promise<void>;
  unpause(member: string): Promise<void>;
  /** Runs argv in the member's container, with its own deadline; never through a shell, no secrets in argv. */
  exec(member: string, argv: string[], options?: { timeoutMs?: number; user?: string }): Promise<ExecResult>;
  /** Last lines of the container's log, secrets redacted. */
  logs(member: string): Promise<string>;
  /** Rendered configuration files by `<member>/<path>`, secrets redacted. */
  renderedConfig(): Record<string, string>;
  /** Starts the nemesis helper in the member's network namespace (NET_ADMIN); disposed of by `remove()`. */
  helper(member: string): Promise<Helper>;
  /** Where the topology has one. */
  readonly backup?: Backup | undefined;
  /** All members healthy: roles, streaming, lag. Resolves when so. @throws at the deadline with who was not and why. */
  waitHealthy(options: { timeoutMs: number; signal?: AbortSignal }): Promise<void>;
}

/** The nemesis helper container in one member's network namespace. */
export interface Helper {
  exec(argv: string[], options?: { timeoutMs?: number; user?: string }): Promise<ExecResult>;
  remove(): Promise<void>;
}
