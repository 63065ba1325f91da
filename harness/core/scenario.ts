// A scenario is plain data: topology + workload + phases + checkers. Nothing here starts anything.
import type { Cluster, Target } from './cluster.ts';
import type { CheckerSpec } from './history/history-format.ts';
import type { Mark, TargetBy, TargetPlace } from './mark.ts';

/** Options of a topology as a scenario states them; the topology's own module validates and completes them. */
export interface TopologySpec {
  kind: 'patroni' | 'galera';
  suite: 'bookworm' | 'trixie';
  /** Named settings: `reference` (the reference document's numbers) or `tuned`. */
  profile: string;
  [option: string]: unknown;
}

export interface WorkloadSpec {
  kind: 'add-to-set';
  clients: number;
  ratePerSecond: number;
}

/** When to inject, relative to the leader's lease: just after it was renewed (the worst moment), or just before. */
export type Alignment = 'now' | 'lease-renewed' | 'lease-expiring';

/** What a fault says of itself once it is on. */
export interface Injection {
  /** Containers or nodes it really hit, by their names. */
  targets: string[];
  /** Links that were cut, or slowed by `delayMs`, for the report; `direction` as seen from `from`. */
  links?: { from: string; to: string; direction: 'both' | 'in' | 'out'; delayMs?: number }[];
  /** Monotonic ms (the run's clock) at which the fault began to bite. */
  injectedAtMs: number;
  /** The moment at which it happened, where a restore can aim at it. */
  mark?: Mark;
  /** Proof of effect: false or a reason why it could not be seen. Resolves at its own deadline at the latest. */
  proveEffect(signal: AbortSignal): Promise<{ tookEffect: boolean; evidence: string }>;
  /** Undo it. Idempotent; safe when the target died meanwhile. @throws with what is left, when something is. */
  heal(signal: AbortSignal): Promise<void>;
}

/** Something broken on purpose. One fault, one file in harness/faults. */
export interface Fault {
  name: string;
  /** What to hit: a role or a node's name; `undefined` for faults without one (`none`). */
  target?: Target;
  /** The program in the target that it signals, where it signals one. */
  program?: string;
  /** The only kind of cluster that it can be put on, where it is not for all. */
  onlyOn?: TopologySpec['kind'];
  /** The other side of a link, where the fault has one: a role, a member's name, or a group of members. */
  peer?: Target;
  /** Must it end in a failover? Decides whether `expectedRtoMs` is written. */
  endsInFailover: boolean;
  /** The leader is not lost but out of touch: it may acknowledge until it gives up, so that the outage may be shorter. */
  leaderLivesOn?: boolean;
  /** Longest time it may stay on before it is healed, ms. */
  maxDurationMs: number;
  /** Nothing works again before the heal, which is therefore not waited with. */
  endsOnlyByHeal?: boolean;
  /** Longest time that the heal may take, ms, where that is more than a container's start. */
  healMs?: number;
  /** Counted in `plannedFaults`? Only `none()` is not. */
  planned: boolean;
  /** Name of the mark that it leaves. */
  mark?: string;
  /** Does beforehand what takes time, so that the injection hits its moment. Nothing is broken by it. */
  prepare?(cluster: Cluster, context: FaultContext): Promise<Prepared>;
  /** Without preparation, or with all of it at once. */
  inject(cluster: Cluster, context: FaultContext): Promise<Injection>;
}

/** A fault that is ready to be put on. */
export interface Prepared {
  /** Whom the target means is looked up again: where that changed, it is made ready there first. */
  inject(): Promise<Injection>;
  /** Takes down what was made ready, when nothing is to be injected any more. */
  abandon(): Promise<void>;
}

export interface FaultContext {
  signal: AbortSignal;
  /** The run's monotonic clock, ms since the run's start. */
  now(): number;
  log(event: string, detail?: Record<string, unknown>): void;
}

export type Phase =
  | { kind: 'steady'; forMs: number }
  /** `forMs`: how long the fault stays on at least; without it, until writes have recovered. */
  | { kind: 'during'; fault: Fault; at: Alignment; forMs?: number }
  | { kind: 'until-healthy'; withinMs: number }
  | { kind: 'back-up' }
  /** Injected, proven, and left: what only a restore undoes. */
  | { kind: 'inject'; fault: Fault }
  | {
      kind: 'restore';
      name: string;
      mark: string;
      to: 'side' | 'place';
      by: TargetBy;
      target: TargetPlace;
      spoil?: 'delete-one-row';
    };

export interface ScenarioDefinition {
  topology: TopologySpec;
  workload: WorkloadSpec;
  phases: Phase[];
  checkers: CheckerSpec[];
  /** A twin: this checker must be invalid. */
  expect?: { caughtBy: string };
}

export interface Scenario extends ScenarioDefinition {
  title: string;
  /** File and line of the `scenario()` call. */
  file: string;
  line: number;
  /** File name without `.scenario.ts`, plus `-2`, `-3` … for further ones in the same file: the report's folder. */
  slug: string;
}
