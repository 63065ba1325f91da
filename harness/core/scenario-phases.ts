// Builders for the phases of a scenario. A phase ends when what it waits for is seen, or at its deadline; none sleeps
// for longer than a scenario states.
import { UsageError } from './errors.ts';
import type { Alignment, Fault, Phase } from './scenario.ts';

/** Lets acknowledged writes flow for this long before anything is broken. @param forMs milliseconds: `seconds(5)` */
export const steady = (forMs: number, ...more: []): Phase => {
  refuseMore('steady', 'how long, in milliseconds', more);
  return { kind: 'steady', forMs };
};

/**
 * Injects the fault, proves that it bites, waits for recovery, heals it.
 * @param options.at `lease-renewed` just after the leader renewed its lease (the worst moment for a failover),
 *   `lease-expiring` just before the renewal (the best one), `now` (default) without waiting.
 * @param options.forMs keeps the fault on for at least so long, ms: for faults that writers may not feel at once
 */
export const during = (fault: Fault, options: { at?: Alignment; forMs?: number } = {}): Phase => {
  // What else is given is handed on, so that it is refused by its name when the scenario is registered.
  const { at = 'now', ...rest } = options;
  return { ...rest, kind: 'during', fault, at };
};

/** Waits until every member is healthy again. @param withinMs deadline in milliseconds: `seconds(60)` */
export const untilHealthy = (withinMs: number, ...more: []): Phase => {
  refuseMore('untilHealthy', 'its deadline, in milliseconds', more);
  return { kind: 'until-healthy', withinMs };
};

/** @throws UsageError when something is given that a phase does not take: it would be lost without a word */
export function refuseMore(phase: string, taken: string, more: readonly unknown[]): void {
  if (more.length > 0) throw new UsageError(`${phase}: takes ${taken}, and no options`);
}
