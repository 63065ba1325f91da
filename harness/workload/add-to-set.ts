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

/** Operations come in bursts at most this far apart, ms: no gap that a drill permits is below 1 s, fifty of them. */
const BURST_MS = 20;

/**
 * How many operations are due at one moment. To be woken is most of what an operation costs the harness, and what it takes, the
 * databases lack; clients that arrive together are also what makes commits meet.
 * At most half of the clients: the others are free for the next burst while these wait.
 */
export const burst = (ratePerSecond: number, clients: number): number =>
  Math.max(1, Math.min(Math.floor(clients / 2), Math.floor((ratePerSecond * BURST_MS) / 1000)));

/**
 * When operation `n` (0, 1, …) is due, ms after the workload's start. Computed, not summed: it does not drift.
 * @param together so many operations are due at one moment, and so many times rarer are the moments
 */
export const dueAtMs = (n: number, ratePerSecond: number, together = 1): number =>
  ((n - (n % together)) * 1000) / ratePerSecond;

/** How many operations are due by `elapsedMs` after the start: those with `dueAtMs(n) <= elapsedMs`. */
export function dueBy(elapsedMs: number, ratePerSecond: number, together = 1): number {
  if (elapsedMs < 0) return 0;
  let moments = Math.floor((elapsedMs * ratePerSecond) / 1000 / together) + 1;
  const at = (moment: number) => dueAtMs(moment * together, ratePerSecond, together);
  // Division and multiplication may round to different sides of a due time.
  while (moments > 0 && at(moments - 1) > elapsedMs) moments--;
  while (at(moments) <= elapsedMs) moments++;
  return moments * together;
}
