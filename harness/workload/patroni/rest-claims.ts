// What Patroni's REST API says each node is. Claims: they are recorded beside the proof, never in its place.
import type { Cluster } from '../../core/cluster.ts';
import { httpPages } from '../../topology/http-page.ts';
import { endpointsOf } from '../endpoints.ts';

const PORT = 8008;
/** A claim is for the report's eye: once a second. */
const EVERY_MS = 1000;
/** Patroni answers in milliseconds. */
const ASK_MS = 1000;
/** A claim older than two questions and a deadline says nothing of now. */
const STALE_MS = 2 * EVERY_MS + ASK_MS;

export interface Claims {
  /** Role by `GET /patroni`; `primary` also where Patroni before 4.0 says `master`. Null: no answer. */
  rest: string | null;
}

export interface ClaimsWatch {
  /** The node's latest claim, or null when there is none that is still fresh. */
  of(node: string): Claims | null;
  stop(): void;
}

export interface ClaimsOptions {
  cluster: Cluster;
  now(): number;
}

export function watchClaims({ cluster, now }: ClaimsOptions): ClaimsWatch {
  const seen = new Map<string, { rest: string | null; atMs: number }>();
  const asking = new Set<string>();
  const endpoints = endpointsOf(cluster);
  const pages = httpPages();

  const ask = async (node: string): Promise<string | null> => {
    try {
      const { body } = await pages.read(await endpoints.of(node, PORT), '/patroni', ASK_MS);
      return roleOf(body);
    } catch {
      endpoints.forget(node, PORT);
      return null;
    }
  };
  const tick = () => {
    for (const node of cluster.nodes) {
      if (asking.has(node)) continue;
      asking.add(node);
      void ask(node).then((rest) => {
        asking.delete(node);
        seen.set(node, { rest, atMs: now() });
      });
    }
  };
  const timer = setInterval(tick, EVERY_MS);
  tick();
  return {
    of(node) {
      const last = seen.get(node);
      return last && now() - last.atMs <= STALE_MS ? { rest: last.rest } : null;
    },
    stop() {
      clearInterval(timer);
      pages.close();
    },
  };
}

/** @param body the answer of `GET /patroni` @returns the role in today's words, or null when it names none */
export function roleOf(body: string): string | null {
  try {
    const { role } = JSON.parse(body) as { role?: unknown };
    if (typeof role !== 'string') return null;
    return role === 'master' ? 'primary' : role;
  } catch {
    return null;
  }
}
