// Waits for a cluster's states by asking at a constant interval, with a deadline that says what was missing.
import pRetry, { AbortError } from 'p-retry';
import { SetupError } from '../core/errors.ts';
import { messageOf } from './deadline.ts';

/** Constant: a growing pause would quantise the start time. */
const POLL_MS = 100;

export interface WaitOptions {
  /** Greater than 0. */
  timeoutMs: number;
  /** Between two questions. Default 100. */
  everyMs?: number;
  signal: AbortSignal;
}

/** Thrown by a question whose answer can never come: waiting ends at once. */
export class Hopeless extends Error {
  override name = 'Hopeless';
}

/**
 * @param missing asked until it says null; what it says or throws last is in the error
 * @throws SetupError `<what>: not within 90 s: <missing>`, or `<what>, and will not: <missing>`; the signal's reason when it is aborted; a defect in a question as it is
 */
export async function waitFor(
  what: string,
  missing: () => Promise<string | null>,
  { timeoutMs, everyMs = POLL_MS, signal }: WaitOptions,
): Promise<void> {
  let last = 'nothing was seen yet';
  // Whatever is left of a longer time is no whole number, and a signal takes no other.
  const deadline = AbortSignal.timeout(Math.ceil(timeoutMs));
  const ask = async () => {
    const answer = await missing().catch((error: unknown) => {
      last = messageOf(error);
      throw error instanceof Hopeless ? new AbortError(error) : error;
    });
    if (answer === null) return;
    last = answer;
    throw new Error(answer);
  };
  try {
    await pRetry(ask, {
      // Bounded by the deadline, not by a count.
      retries: Number.POSITIVE_INFINITY,
      factor: 1,
      minTimeout: everyMs,
      maxTimeout: everyMs,
      signal: AbortSignal.any([signal, deadline]),
    });
  } catch (cause) {
    signal.throwIfAborted();
    // A TypeError of ours is not asked again either: it says nothing of the cluster.
    if (!deadline.aborted && !(cause instanceof Hopeless)) throw cause;
    const how = deadline.aborted ? `: not within ${Math.ceil(timeoutMs) / 1000} s` : ', and will not';
    throw new SetupError(`${what}${how}: ${last}`, { cause });
  }
}
