// What samples of the leader key and its lease tell: renewed, expired, taken. Pure.
// etcd tells the time left in whole seconds, rounded down, and it only ever falls by itself: where it rises between
// two samples, the lease was renewed between them.

export interface LeaseSample {
  /** When the question was sent, and when the answer came, ms. */
  askedAtMs: number;
  atMs: number;
  /** Null: there is no leader key. */
  held: { leader: string; lease: string; ttlS: number; leftS: number } | null;
}

export interface LeaseEvent {
  kind: 'renewed' | 'expired' | 'taken';
  /** Who holds it after the event; of `expired`, who held it. */
  leader: string;
  /** When it was seen, ms. It happened at most `withinMs` earlier. */
  atMs: number;
  withinMs: number;
}

export interface LeaseState {
  last: LeaseSample | null;
  /** Renewals of the present holder's lease, newest last; two at most. */
  renewedAtMs: number[];
}

export const NO_LEASE_SEEN: LeaseState = { last: null, renewedAtMs: [] };

/** @param sample newer than all before it */
export function leaseChange(state: LeaseState, sample: LeaseSample): { state: LeaseState; event: LeaseEvent | null } {
  const { last } = state;
  if (last === null) return { state: { ...NO_LEASE_SEEN, last: sample }, event: null };
  const { held } = sample;
  const before = last.held;
  const event = (kind: LeaseEvent['kind'], leader: string): LeaseEvent => ({
    kind,
    leader,
    atMs: sample.atMs,
    withinMs: sample.atMs - last.askedAtMs,
  });
  if (held === null) {
    const none = { ...NO_LEASE_SEEN, last: sample };
    return { state: none, event: before === null ? null : event('expired', before.leader) };
  }
  if (before === null || held.leader !== before.leader || held.lease !== before.lease)
    return { state: { ...NO_LEASE_SEEN, last: sample }, event: event('taken', held.leader) };
  if (held.leftS <= before.leftS) return { state: { ...state, last: sample }, event: null };
  return {
    state: {
      last: sample,
      renewedAtMs: [...state.renewedAtMs.slice(-1), sample.atMs],
    },
    event: event('renewed', held.leader),
  };
}

/**
 * When the next renewal is expected, ms; null while that cannot be told.
 * @param loopWaitMs Patroni's `loop_wait` as in force: a leader renews once a loop; null where it could not be read
 */
export function nextRenewalAtMs({ renewedAtMs }: LeaseState, loopWaitMs: number | null): number | null {
  const [older, newest] = renewedAtMs.length === 2 ? renewedAtMs : [null, renewedAtMs[0]];
  if (newest === undefined || newest === null) return null;
  const periodMs = loopWaitMs ?? (older === null || older === undefined ? null : newest - older);
  return periodMs === null ? null : newest + periodMs;
}

/**
 * Before this moment no renewal is expected, ms; null where that cannot be told. Where none was seen yet, the time left tells
 * when the last one was: so many whole seconds ago at most.
 */
export function noRenewalBeforeMs(state: LeaseState, loopWaitMs: number | null): number | null {
  const nextAtMs = nextRenewalAtMs(state, loopWaitMs);
  if (nextAtMs !== null || loopWaitMs === null || !state.last?.held) return nextAtMs;
  const { atMs, held } = state.last;
  return atMs - (held.ttlS - held.leftS) * 1000 + loopWaitMs;
}

/** Before this moment the lease does not expire of itself, ms; null where nobody holds one. etcd rounds the time left down. */
export function noExpiryBeforeMs({ last }: LeaseState): number | null {
  return last?.held ? last.askedAtMs + last.held.leftS * 1000 : null;
}
