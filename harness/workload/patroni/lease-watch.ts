// Watches the leader's lease in etcd: to inject a fault at its worst or best moment, and to tell a recovery step by
// step. Observations only: no verdict rests on them.
import type { Cluster } from '../../core/cluster.ts';
import { EtcdReader } from './etcd-reader.ts';
import type { KeyReading } from './leader-claim.ts';
import {
  type LeaseEvent,
  type LeaseSample,
  leaseChange,
  NO_LEASE_SEEN,
  nextRenewalAtMs,
  noExpiryBeforeMs,
  noRenewalBeforeMs,
} from './lease-changes.ts';

/** Where it matters, a renewal is seen this late at most, and the time of an answer more: well under 200 ms. */
const CLOSE_MS = 100;
/** Of a close look the key itself is read with every so many samples, and whenever its lease is gone; the lease with each. */
const KEY_EVERY = 3;
/**
 * A lease that was just renewed is neither renewed nor lost before the leader's next loop: until then key and lease are read in
 * turn, each once a second. So they are between a renewal that did not come and the expiry. A leader that lets the key go of
 * itself, or renews out of turn, is seen 1 s late at most. At `loop_wait` 5 s this makes 3 questions a second, not 13; each costs
 * the harness 2 ms of processor time.
 */
const QUIET_MS = 500;
/** So long before a renewal or an expiry the close look begins: several samples' distance, and a leader renews 50 ms early. */
const CLOSE_BEFORE_MS = 600;
/** A renewal that has not come by so long after its time is not expected any more: the next thing to happen is the expiry. */
const OVERDUE_MS = 1000;
/** `loop_wait` changes only when somebody changes it. */
const LOOP_WAIT_EVERY_MS = 5000;
/** "Just before the next renewal": later than a sample is late (100 ms), a renewal early (50 ms) and a kill slow (100 ms). */
const BEFORE_RENEWAL_MS = 300;
/** A renewal seen within a longer stretch is no moment to aim at. */
const LIVE_MS = 250;

export interface LeaseWatch {
  /** @returns just after a renewal was seen live, or just before the next is expected. @throws the signal's reason */
  waitFor(at: 'lease-renewed' | 'lease-expiring', signal: AbortSignal): Promise<{ evidence: string }>;
  events(): LeaseEvent[];
  /** What the leader key itself said last, however long ago; null before it was read and after the watch was stopped. */
  key(): KeyReading | null;
  stop(): Promise<void>;
}

export interface LeaseWatchOptions {
  cluster: Cluster;
  now(): number;
  /** A test brings its own. */
  reader?: Pick<EtcdReader, 'holder' | 'key' | 'left' | 'loopWaitMs' | 'close'>;
}

type Aim = { at: 'lease-renewed' | 'lease-expiring'; hit(evidence: string): void };

export function watchLease({ cluster, now, reader = new EtcdReader(cluster) }: LeaseWatchOptions): LeaseWatch {
  const events: LeaseEvent[] = [];
  const aims = new Set<Aim>();
  let state = NO_LEASE_SEEN;
  let keyRead: KeyReading | null = null;
  let answering = false;
  let samples = 0;
  let loopWait: { ms: number | null; atMs: number } | null = null;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  /** How long nothing is expected and nobody waits for anything, ms; 0 and less: it is time for a close look. */
  const quietMs = () => {
    const renewalAtMs = noRenewalBeforeMs(state, loopWait?.ms ?? null);
    if (!answering || aims.size > 0 || renewalAtMs === null) return 0;
    const nextAtMs = now() < renewalAtMs + OVERDUE_MS ? renewalAtMs : (noExpiryBeforeMs(state) ?? 0);
    return nextAtMs - CLOSE_BEFORE_MS - now();
  };

  /** That a lease has time left does not say that the key is still there: only reading the key does. */
  const readKey = async <T extends { leader: string } | null>(question: () => Promise<T>): Promise<T> => {
    const askedAtMs = now();
    const key = await question();
    keyRead = { leader: key?.leader ?? null, askedAtMs };
    return key;
  };
  const holder = () => readKey(() => reader.holder());

  const held = async (known: LeaseSample['held'], isQuiet: boolean): Promise<LeaseSample['held'] | 'as before'> => {
    samples++;
    if (known === null || (!isQuiet && samples % KEY_EVERY === 0)) return holder();
    if (isQuiet && samples % 2 === 0) {
      const key = await readKey(() => reader.key());
      return key?.leader === known.leader && key.lease === known.lease ? 'as before' : holder();
    }
    const left = await reader.left(known.lease);
    return left === null ? holder() : { ...known, ...left };
  };

  const sample = async () => {
    const askedAtMs = now();
    if (loopWait === null || askedAtMs - loopWait.atMs > LOOP_WAIT_EVERY_MS)
      loopWait = { ms: await reader.loopWaitMs(), atMs: askedAtMs };
    const seen = await held(state.last?.held ?? null, quietMs() > 0);
    answering = true;
    // The time left was not asked for: a renewal seen next may be as old as the last sample that did ask.
    if (seen === 'as before') return;
    const next = leaseChange(state, { askedAtMs, atMs: now(), held: seen });
    const leftBeforeS = state.last?.held?.leftS;
    state = next.state;
    if (next.event === null) return;
    events.push(next.event);
    if (next.event.kind === 'renewed' && next.event.withinMs <= LIVE_MS) renewed(next.event, leftBeforeS);
  };

  const renewed = ({ leader, atMs, withinMs }: LeaseEvent, leftBeforeS: number | undefined) => {
    const { leftS, ttlS } = state.last?.held ?? {};
    const evidence =
      `${leader} renewed its lease at ${Math.round(atMs)} ms or at most ${Math.round(withinMs)} ms before ` +
      `(${leftBeforeS} s left, then ${leftS} s of ${ttlS} s)`;
    for (const aim of aims) if (aim.at === 'lease-renewed') aim.hit(evidence);
    const nextAtMs = nextRenewalAtMs(state, loopWait?.ms ?? null);
    if (nextAtMs === null) return;
    setTimeout(() => expiring(atMs, nextAtMs), Math.max(0, nextAtMs - BEFORE_RENEWAL_MS - now())).unref();
  };

  /** The moment was computed at a renewal: it is one only if that renewal is still the last. */
  const expiring = (renewedAtMs: number, nextAtMs: number) => {
    if (stopped || !answering || state.renewedAtMs.at(-1) !== renewedAtMs) return;
    const { leader, leftS } = state.last?.held ?? {};
    const evidence =
      `${leader}'s lease was last renewed at ${Math.round(renewedAtMs)} ms, the next renewal is expected ` +
      `${Math.round(nextAtMs - now())} ms from ${Math.round(now())} ms on (${leftS} s left)`;
    for (const aim of aims) if (aim.at === 'lease-expiring') aim.hit(evidence);
  };

  const tick = async () => {
    const startedAtMs = now();
    timer = undefined;
    try {
      await sample();
    } catch {
      // Nothing is known now: the next sample asks another member. What is seen then is not seen live.
      answering = false;
    }
    const everyMs = Math.min(QUIET_MS, Math.max(CLOSE_MS, quietMs()));
    if (!stopped) timer = setTimeout(tick, Math.max(0, everyMs - (now() - startedAtMs)));
  };
  void tick();

  return {
    waitFor(at, signal) {
      return new Promise((resolve, reject) => {
        if (signal.aborted) return reject(signal.reason);
        const end = () => {
          aims.delete(aim);
          signal.removeEventListener('abort', abort);
        };
        const abort = () => {
          end();
          reject(signal.reason);
        };
        const aim: Aim = {
          at,
          hit(evidence) {
            end();
            resolve({ evidence });
          },
        };
        aims.add(aim);
        // From now on it is looked at closely, and not only after the rest of a quiet pause.
        if (timer !== undefined) {
          clearTimeout(timer);
          void tick();
        }
        signal.addEventListener('abort', abort, { once: true });
      });
    },
    events: () => events,
    key: () => (stopped ? null : keyRead),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      reader.close();
    },
  };
}
