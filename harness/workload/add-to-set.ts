// The workload `addToSet`: unique integers, sent open-loop. Open-loop: an outage does not slow the schedule down, so
// it cannot hide behind clients that wait (coordinated omission).
import { z } from 'zod';
import { UsageError } from '../core/errors.ts';
import type { WorkloadSpec } from '../core/scenario.ts';

const schema = z.strictObject({
  clients: z.int().min(1).max(200).default(8),
  ratePerSecond: z.number().positive().max(10_000).default(200),
});

/** @throws UsageError naming the field when an option is unknown or wrong. */
export function addToSet(options: z.input<typeof schema> = {}): WorkloadSpec {
  const parsed = schema.safeParse(options);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new UsageError(`addToSet(): ${issue?.path.join('.') || 'options'}: ${issue?.message}`);
  }
  return { kind: 'add-to-set', ...parsed.data };
}

/** When operation `n` (0, 1, …) is due, ms after the workload's start. Computed, not summed: it does not drift. */
export const dueAtMs = (n: number, ratePerSecond: number): number => (n * 1000) / ratePerSecond;

/** How many operations are due by `elapsedMs` after the start: those with `dueAtMs(n) <= elapsedMs`. */
export function dueBy(elapsedMs: number, ratePerSecond: number): number {
  if (elapsedMs < 0) return 0;
  let count = Math.floor((elapsedMs * ratePerSecond) / 1000) + 1;
  // Division and multiplication may round to different sides of a due time.
  while (count > 0 && dueAtMs(count - 1, ratePerSecond) > elapsedMs) count--;
  while (dueAtMs(count, ratePerSecond) <= elapsedMs) count++;
  return count;
}
