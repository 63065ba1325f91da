// What faults, workload and run see of a cluster. Docker is behind it (harness/topology), never in front of it.

import type { Backup } from './backup.ts';
import type { Endpoint } from './endpoint.ts';
import type { Engine } from './history/history-format.ts';

/** A role to be resolved at the moment of injection, or a node's name. */
export type Target = 'primary' | 'replica' | 'sync-standby' | (string & {});

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
  /** The same where the leader lives and is out of touch; where left out, it is no different. */
  cutOffRtoMs?: { min: number; max: number };
  /** Everything else that is worth showing in the report, e.g. ttl, loop_wait, synchronous_mode. */
  values: Record<string, string | number | boolean>;
}

export interface HealthOptions {
  timeoutMs: number;
  everyMs?: number;
  signal?: AbortSignal;
  anew?: boolean;
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
  /** Masks the cluster's secrets wherever they stand in a text: what leaves the harness passes through it. */
  redact(text: string): string;
  /** Rendered configuration files by `<member>/<path>`, secrets redacted. */
  renderedConfig(): Record<string, string>;
  /**
   * Starts the nemesis helper in the member's network and process namespace (NET_ADMIN, KILL); disposed of by `remove()`.
   * @throws FaultError when there is one already: one fault at a time on a member
   */
  helper(member: string, lasting: Lasting): Promise<LastingHelper>;
  /** Where the topology has one. */
  readonly backup?: Backup | undefined;
  /**
   * All members healthy: roles, streaming, lag. Resolves when so.
   * @param options.everyMs between two rounds of questions; default 100
   * @param options.anew what a node decided before now may still be under way: each must have decided once since, as far as the
   *   topology has nodes that decide by rounds (Patroni's HA loop: longer by up to `loop_wait`)
   * @throws at the deadline with who was not and why
   */
  waitHealthy(options: HealthOptions): Promise<void>;
  /** Of a Galera cluster alone. */
  readonly operator?: GaleraOperator;
}

/** What an operator of a Galera cluster may do by hand, and get wrong. */
export interface GaleraOperator {
  /**
   * After a total outage: recovers every node's position, bootstraps from the highest, lets the others join.
   * All nodes must be down, or up without a primary component.
   * @returns the node that was bootstrapped and why
   * @throws FaultError when histories diverge, a position is unknown, or a primary component lives: nothing is bootstrapped then
   */
  recoverFromTotalOutage(signal: AbortSignal): Promise<{ bootstrapped: string; why: string }>;
  /**
   * Makes a component primary that is not: `pc.bootstrap=1` on one of its nodes. On a minority, while the majority goes on,
   * it is the error that splits a cluster in two for good.
   * @throws FaultError when the node does not say that it is in a primary component afterwards
   */
  bootstrapComponent(node: string): Promise<void>;
}

/** How long a helper lives, and what it does by itself before it ends: a fault must not outlive a killed harness. */
export interface Lasting {
  /** Counted from `begin()` on, which it waits for at most 40 s. */
  forMs: number;
  /** Commands that undo the fault, each tried whatever becomes of the others. */
  thenRun: readonly (readonly string[])[];
}

/** The nemesis helper container in one member's namespaces. It ends with its member, or at its own deadline. */
export interface Helper {
  /** @throws FaultError when the helper has ended, or the command has not ended in time */
  exec(argv: string[], options?: { timeoutMs?: number; user?: string }): Promise<ExecResult>;
  /** Idempotent; undoes nothing by itself. */
  remove(): Promise<void>;
}

export interface LastingHelper extends Helper {
  /** Its time counts from now on. Without this it counts from 40 s after its start. */
  begin(): Promise<void>;
}
