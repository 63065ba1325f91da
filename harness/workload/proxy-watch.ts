// Which servers the proxy holds for up, from HAProxy's statistics: when did it switch to the new primary?
import type { Cluster } from '../core/cluster.ts';
import { serverRows } from '../topology/haproxy-seen.ts';
import { httpPages } from '../topology/http-page.ts';
import { endpointsOf } from './endpoints.ts';

const PORT = 7000;
/** HAProxy changes its mind only at a check, every 500 ms at the fastest: in an outage a change is seen a fifth of that late. */
const EVERY_MS = 100;
/**
 * While writes flow nobody waits for a switch, and a page costs the harness 1 ms of processor time: only each so-manieth question
 * is asked, and a change is seen 500 ms late at most.
 */
const QUIET_EVERY = 5;
/** The page is made in under a millisecond. */
const ASK_MS = 1000;

export interface ProxyEvent {
  /** HAProxy's name of the port: `postgres_write`, `postgres_read`. */
  backend: string;
  server: string;
  status: 'UP' | 'DOWN';
  atMs: number;
}

export interface ProxyWatch {
  /** Every change, beginning with the first status seen of each server. */
  events(): ProxyEvent[];
  stop(): void;
}

export interface ProxyWatchOptions {
  cluster: Cluster;
  now(): number;
  /** Writes are being acknowledged, and have been for a while. */
  isFlowing(): boolean;
}

export function watchProxy({ cluster, now, isFlowing }: ProxyWatchOptions): ProxyWatch {
  const events: ProxyEvent[] = [];
  const last = new Map<string, ProxyEvent['status']>();
  const endpoints = endpointsOf(cluster);
  const pages = httpPages();
  let busy = false;
  let passed = 0;

  const ask = async () => {
    try {
      const { body } = await pages.read(await endpoints.of('haproxy', PORT), '/;csv', ASK_MS);
      const atMs = now();
      for (const { backend, server, status } of serversOf(body)) {
        if (last.get(`${backend}/${server}`) === status) continue;
        last.set(`${backend}/${server}`, status);
        events.push({ backend, server, status, atMs });
      }
    } catch {
      // Nothing is known of a proxy that does not answer: no event.
      endpoints.forget('haproxy', PORT);
    }
  };
  const timer = setInterval(() => {
    if (busy || (isFlowing() && ++passed < QUIET_EVERY)) return;
    passed = 0;
    busy = true;
    void ask().finally(() => {
      busy = false;
    });
  }, EVERY_MS);
  return {
    events: () => events,
    stop() {
      clearInterval(timer);
      pages.close();
    },
  };
}

/** @param csv HAProxy's `;csv` page @returns which servers are up or down; those of which neither is said are left out */
export const serversOf = (csv: string): Omit<ProxyEvent, 'atMs'>[] =>
  serverRows(csv).flatMap(({ backend, name, status }) => {
    const known = /^(UP|DOWN)\b/.exec(status)?.[1] as ProxyEvent['status'] | undefined;
    return known ? [{ backend, server: name, status: known }] : [];
  });
