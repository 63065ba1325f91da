// What the phases of a run share: the cluster, the load on it, those who watch it, and the clock.
import type { Cluster, EffectiveSettings } from '../core/cluster.ts';
import type { FaultError } from '../core/errors.ts';
import type { HistoryLine } from '../core/history/history-format.ts';
import type { Mark } from '../core/mark.ts';
import type { Scenario } from '../core/scenario.ts';
import type { EngineDriver } from '../workload/engine.ts';
import type { Load } from '../workload/load.ts';
import type { Observer } from '../workload/observer.ts';
import type { LeaseWatch } from '../workload/patroni/lease-watch.ts';
import type { ProxyWatch } from '../workload/proxy-watch.ts';
import type { AckFlow } from './ack-flow.ts';
import type { CleanupStack } from './cleanup-stack.ts';
import type { Now } from './clock.ts';
import type { Step } from './events.ts';

export interface Drill {
  readonly scenario: Scenario;
  readonly cluster: Cluster;
  readonly settings: EffectiveSettings;
  readonly load: Load;
  readonly observer: Observer;
  readonly lease: LeaseWatch;
  readonly proxy: ProxyWatch;
  readonly flow: AckFlow;
  /** The first acknowledgement of each stretch on one node: who took writes when. */
  /** A fault that could not be taken off: such a run proves nothing, whatever its checkers say. */
  notHealed?: FaultError;
  readonly turns: { node: string; epoch: string; atMs: number }[];
  /** Every change of a node's observed role or epoch. */
  readonly roles: { node: string; role: string; epoch: string | null; atMs: number }[];
  readonly driver: EngineDriver;
  /** Moments that a restore can aim at, by their name. */
  readonly marks: Map<string, Mark>;
  /** Faults that were injected and left. */
  readonly standing: Standing[];
  readonly cleanup: CleanupStack;
  readonly signal: AbortSignal;
  readonly now: Now;
  write(line: HistoryLine): void;
  step(step: Step, detail?: string): void;
  log(event: string, detail?: Record<string, unknown>): void;
}

/** A fault that is on until a restore undoes it. */
export interface Standing {
  name: string;
  mark: string | null;
  /** Ends it: writes its line, with the time at which it was undone, or null when it never was. Idempotent. */
  end(healedAtMs: number | null): void;
}

/** The longest outage that the scenario's checkers permit, ms: so long must a run wait before it says "never". */
export function permittedOutageMs(scenario: Scenario): number {
  const limits = scenario.checkers
    .filter((each) => each.name === 'failover-within')
    .map((each) => (typeof each.limitMs === 'number' ? each.limitMs : 30_000));
  return Math.max(30_000, ...limits);
}
