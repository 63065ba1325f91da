// Waits for a state of the world by asking at a constant interval, with a deadline. For states that nobody announces.
import { setTimeout as sleep } from 'node:timers/promises';

export interface PollOptions {
  timeoutMs: number;
  /** Distance between two questions, ms; constant, so that it does not quantise what it waits for. */
  everyMs?: number;
  signal?: AbortSignal;
}

/**
 * Asks until the answer is not null.
 * @returns the answer, or null at the deadline
 * @throws what `ask` throws, and the signal's reason when it is aborted
 */
export async function poll<T>(ask: () => Promise<T | null>, options: PollOptions): Promise<T | null> {
  const { timeoutMs, everyMs = 100, signal } = options;
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    signal?.throwIfAborted();
    const answer = await ask();
    if (answer !== null) return answer;
    if (performance.now() + everyMs > deadline) return null;
    await sleep(everyMs, undefined, signal ? { signal } : {}).catch(() => signal?.throwIfAborted());
  }
}
