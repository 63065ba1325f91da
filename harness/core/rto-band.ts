// How long a lost leader must be missing at least, and may be at most, under given Patroni and HAProxy settings.
// The lease runs out `ttl` after its last renewal; renewals come every `loop_wait`; then a replica takes the lock
// and the proxy must see its check succeed `rise` times.

export interface FailoverSettings {
  /** Patroni's `ttl`, s, as effective: Patroni >= 3.2 raises one under 20 to 20. */
  ttlS: number;
  /** Patroni's `loop_wait`, s. */
  loopWaitS: number;
  /** Patroni's `retry_timeout`, s. */
  retryTimeoutS: number;
  /** HAProxy's `inter`, ms. */
  interMs: number;
  /** HAProxy's `fastinter`, ms; without one it is `inter`. */
  fastinterMs: number;
  /** HAProxy's `rise`, checks. */
  rise: number;
}

/** Time a promotion itself may take (checkpoint-less promote, REST answers 200), ms. */
const PROMOTION_MS = 2000;

/** @returns the expected outage of a lost leader, ms: {min, max}. */
export function expectedRtoMs(s: FailoverSettings): { min: number; max: number } {
  const riseMs = (s.rise - 1) * s.fastinterMs;
  return {
    min: (s.ttlS - s.loopWaitS) * 1000 + riseMs,
    max: (s.ttlS + s.loopWaitS) * 1000 + PROMOTION_MS + s.interMs + riseMs,
  };
}

/**
 * @returns the expected outage where the leader lives and is out of touch with the DCS, ms. It acknowledges until it gives up,
 *   `retry_timeout` after its next HA loop, and the clients' outage begins only then. The shortest is taken as if its loops
 *   kept no step with the lease; since they do, there is a `loop_wait` to spare for what Patroni overruns its
 *   `retry_timeout` by (1.7 s were seen: one second of connecting per etcd member).
 */
export function cutOffRtoMs(s: FailoverSettings): { min: number; max: number } {
  const { min, max } = expectedRtoMs(s);
  return { min: Math.max(0, min - (s.loopWaitS + s.retryTimeoutS) * 1000), max };
}

/** The `ttl` that Patroni really uses, s. `version` as REST reports it, e.g. `4.0.7`. Source: Patroni's release notes, 3.2. */
export function effectiveTtlS(askedS: number, version: string): number {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const raises = major > 3 || (major === 3 && minor >= 2);
  return raises ? Math.max(20, askedS) : askedS;
}
