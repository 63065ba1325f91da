// Where the members answer now. Published ports change with every start of a container, so they are looked up again
// after a failure; but a hundred clients that fail at once must not ask the engine a hundred times.
import type { Cluster } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { within } from './deadline.ts';

/** The engine tells where in 10 to 25 ms; forty times that. */
const LOOK_UP_MS = 1000;
/** One look-up per member serves everybody for so long: a restarted container is found within a quarter of a second. */
const AGAIN_AFTER_MS = 250;

export interface Endpoints {
  /** @throws when the member publishes no such port now, or the engine does not answer in time. */
  of(member: string, port: number): Promise<Endpoint>;
  /** What was looked up did not answer: look it up again, at most four times a second. */
  forget(member: string, port: number): void;
}

interface Entry {
  askedAtMs: number;
  answer: Promise<Endpoint>;
  stale: boolean;
}

const books = new WeakMap<Cluster, Endpoints>();

/** @returns the look-ups of this cluster, shared by all its clients. */
export function endpointsOf(cluster: Cluster): Endpoints {
  const known = books.get(cluster) ?? lookUps(cluster, () => performance.now());
  books.set(cluster, known);
  return known;
}

/** @param now a monotonic clock, ms */
export function lookUps(cluster: Pick<Cluster, 'endpoint'>, now: () => number): Endpoints {
  const entries = new Map<string, Entry>();
  return {
    of(member, port) {
      const key = `${member}:${port}`;
      const entry = entries.get(key);
      if (entry && !(entry.stale && now() - entry.askedAtMs >= AGAIN_AFTER_MS)) return entry.answer;
      const answer = within(cluster.endpoint(member, port), LOOK_UP_MS, `look up port ${port} of ${member}`);
      const asked: Entry = { askedAtMs: now(), answer, stale: false };
      answer.catch(() => {
        asked.stale = true;
      });
      entries.set(key, asked);
      return answer;
    },
    forget(member, port) {
      const entry = entries.get(`${member}:${port}`);
      if (entry) entry.stale = true;
    },
  };
}
