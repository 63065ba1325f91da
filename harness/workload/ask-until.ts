// Asks one node again and again until it answers what is wanted: for final reads, when nothing is measured any more.
import { setTimeout as sleep } from 'node:timers/promises';

/** Distance between two questions: applying what streams in takes milliseconds. */
export const POLL_MS = 100;

interface Askable {
  readonly alive: boolean;
  destroy(): void;
}

/**
 * On one connection where it lasts, else on a new one.
 * @param ask answers, or null to be asked again
 * @returns the answer; null at the deadline. @throws the last error, when it was one, at the deadline
 */
export async function askUntil<C extends Askable, T>(
  deadlineMs: number,
  open: (leftMs: number) => Promise<C>,
  ask: (connection: C, leftMs: () => number) => Promise<T | null>,
): Promise<T | null> {
  const until = performance.now() + deadlineMs;
  const left = () => until - performance.now();
  let connection = null as C | null;
  let trouble: unknown = null;
  try {
    for (let leftMs = deadlineMs; leftMs > 0; leftMs = left()) {
      try {
        connection = connection?.alive ? connection : await open(leftMs);
        const answer = await ask(connection, left);
        if (answer !== null) return answer;
        trouble = null;
      } catch (error) {
        trouble = error;
      }
      await sleep(POLL_MS);
    }
  } finally {
    connection?.destroy();
  }
  if (trouble !== null) throw trouble;
  return null;
}
