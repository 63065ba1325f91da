// When a broken connection is made anew. After a connection that failed a client pauses, as pools do: clients that try again
// with each operation are a storm of 200 connections a second, on a cluster that is busy recovering and on a harness that measures it.

/**
 * The pause, ms. A client of eight at 200/s gets an operation every 40 ms, and tries with the first one after its pause: 120 ms
 * after its failure. All eight have their turns within 40 ms, so that the end of an outage may be seen 80 ms late. A client that
 * has come through takes the operations that are due, and the next ones follow.
 */
export const PAUSE_MS = 100;

/** One client's way to its connection. */
export class Reconnect {
  readonly #now: () => number;
  /** What each operation in the pause is told. */
  #failed: { error: Error; atMs: number } | null = null;

  /** @param now a monotonic clock, ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * @param open makes the connection
   * @throws what `open` throws; in the pause after that, without trying, an error with the same code
   */
  async through<T>(open: () => Promise<T>): Promise<T> {
    if (this.#failed !== null && this.#now() - this.#failed.atMs < PAUSE_MS) throw this.#failed.error;
    try {
      const opened = await open();
      this.#failed = null;
      return opened;
    } catch (error) {
      this.#failed = { error: paused(error), atMs: this.#now() };
      throw error;
    }
  }
}

function paused(error: unknown): Error {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const told = new Error(`not tried again within ${PAUSE_MS} ms after: ${message ?? error}`);
  return typeof code === 'string' ? Object.assign(told, { code }) : told;
}
