// Every fault has a longest duration. Whoever injected it heals it before; if not, it heals by itself.
import { z } from 'zod';
import type { FaultContext, Injection } from '../core/scenario.ts';

/** The slowest failover under the slowest profile takes 43 s, a drill's patience 10 s more; twice that and a bit. */
export const LONGEST_MS = 120_000;
/** Longer than this and nobody waits for it: a phase may not last longer either. */
const MOST_MS = 60 * 60 * 1000;
/** A container starts in 0.5 s, a helper too; fifty times that. */
const HEAL_MS = 30_000;

export interface LongestDuration {
  /** After this, ms, the fault heals by itself. Default 120 000. */
  maxDurationMs?: number;
}

/** The option, for the faults that take it (`optionsOf`). */
export const longestDuration = {
  maxDurationMs: z.number().min(1).max(MOST_MS).default(LONGEST_MS).describe(`between 1 and ${MOST_MS}`),
};

/** @returns the injection, healed by itself when nobody healed it in time; a process that ended cannot do that. */
export function selfHealing(
  injection: Injection,
  maxDurationMs: number,
  { log }: Pick<FaultContext, 'log'>,
): Injection {
  let healing: Promise<void> | null = null;
  // One at a time: a heal that comes while another one is under way waits for it and has nothing left to do.
  const heal = (signal: AbortSignal): Promise<void> => {
    const next = (healing ?? Promise.resolve()).catch(() => undefined).then(() => injection.heal(signal));
    healing = next;
    return next;
  };
  const timer = setTimeout(() => {
    log('healed by itself', { targets: injection.targets.join(' '), afterMs: maxDurationMs });
    heal(AbortSignal.timeout(HEAL_MS)).catch((error: unknown) =>
      log('could not heal by itself', { targets: injection.targets.join(' '), error: String(error) }),
    );
  }, maxDurationMs);
  timer.unref();
  return {
    ...injection,
    async heal(signal) {
      clearTimeout(timer);
      await heal(signal);
    },
  };
}
