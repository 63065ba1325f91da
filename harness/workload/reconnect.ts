// When broken connections are made anew. Clients that all take one way (a proxy's port) meet the same closed door: after one of
// them failed, one of them at a time tries it, as a circuit breaker does that is half open. A storm of connections would fall on
// a cluster that is busy recovering, and on a harness that measures it.

/**
 * The next attempt begins with the first operation, of whichever client, after so long, ms. At 200/s four go together every 20 ms, so
 * this makes one each 100 ms, whatever their jitter; the end of an outage is seen that late. An attempt costs the harness 0.8 ms of
 * processor time. The first one that comes through lets the others in.
 */
export const PAUSE_MS = 95;

/** One way in, shared by the clients that take it. */
export class Reconnect {
  readonly #now: () => number;
  /** What each operation in the pause is told. */
  #failed: Error | null = null;
  #triedAtMs = 0;
  /** How many attempts there were, and the last of them that came through. */
  #attempts = 0;
  #cameThrough = 0;

  /** @param now a monotonic clock, ms */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * @param open makes the connection; attempts do not wait for one another, since one may hang where the next comes through
   * @throws what `open` throws; in the pause after a failure, without trying, an error with the same code
   */
  async through<T>(open: () => Promise<T>): Promise<T> {
    if (this.#failed !== null && this.#now() - this.#triedAtMs < PAUSE_MS) throw this.#failed;
    this.#triedAtMs = this.#now();
    const attempt = ++this.#attempts;
    try {
      const opened = await open();
      this.#failed = null;
      this.#cameThrough = Math.max(attempt, this.#cameThrough);
      return opened;
    } catch (error) {
      // One that began before another came through, and hung until now, says nothing of the way as it is.
      if (attempt > this.#cameThrough) this.#failed = paused(error);
      throw error;
    }
  }
}

function paused(error: unknown): Error {
  const { code, message } = error as { code?: unknown; message?: unknown };
  const told = new Error(`not tried again within ${PAUSE_MS} ms after: ${message ?? error}`);
  return typeof code === 'string' ? Object.assign(told, { code }) : told;
}
