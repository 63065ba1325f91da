// What the leader key in etcd says of a node: a claim like Patroni's own, recorded beside the proof. Pure.

/** One answer of etcd about the leader key. */
export interface KeyReading {
  /** Null: nobody holds it. */
  leader: string | null;
  /** When it was asked for, ms: what it says may be as old as that. */
  askedAtMs: number;
}

/** `another`: the key names another node; `none`: nobody holds it. */
export type LeaderClaim = 'leader' | 'another' | 'none';

/**
 * An older reading says nothing of now. The key is read once a second at the rarest; that leaves room for one question that
 * etcd does not answer.
 */
export const KEY_FRESH_MS = 2000;

/** @param reading the last one @returns null where the key was not read lately */
export function leaderClaim(node: string, reading: KeyReading | null, nowMs: number): LeaderClaim | null {
  if (reading === null || nowMs - reading.askedAtMs > KEY_FRESH_MS) return null;
  if (reading.leader === null) return 'none';
  return reading.leader === node ? 'leader' : 'another';
}
