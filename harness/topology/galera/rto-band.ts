// How long a lost writer must be missing at least, and may be at most, under given Galera and HAProxy settings. Two clocks
// run side by side: the others' view of the group, without which none of them commits, and the proxy's checks. Pure.
import type { ProxyChecks } from '../haproxy-seen.ts';

/** Of `wsrep_provider_options` (Galera documentation, "Galera Parameters"), ms. */
export interface GroupTimeouts {
  keepaliveMs: number;
  suspectMs: number;
  inactiveCheckMs: number;
  joinRetransMs: number;
}

/** Exchange of states, installing the view, the first commit: measured at 0.1 to 0.5 s on two busy cores. */
const NEW_VIEW_MS = 1000;

/**
 * Group: the lost node is suspected `suspect_timeout` after it was last heard of, up to `keepalive_period` before it was
 * lost; that is looked for every `inactive_check_period`; the others then agree, with one message lost at the most.
 * Proxy: at best its first check fails at once; at worst it has just passed, and each further one ends only at its own
 * limit, since nobody answers at the address (HAProxy manual, "timeout check": the lesser of `timeout connect` and `inter`).
 * @param connectMs HAProxy's `timeout connect`
 */
export function expectedRtoMs(group: GroupTimeouts, proxy: ProxyChecks & { connectMs: number }) {
  const view = newViewMs(group);
  const attemptMs = Math.min(proxy.connectMs, proxy.interMs);
  const between = betweenMs(proxy);
  return {
    min: Math.max(view.min, between),
    max: Math.max(view.max, proxy.interMs + proxy.fall * attemptMs + between),
  };
}

/**
 * The same where the writer lives and is alone: one clock after the other. It says that it is well until it knows that it is
 * in a minority, which takes as long as the others need to agree without it; its refusals then come at once.
 */
export function cutOffRtoMs(group: GroupTimeouts, proxy: ProxyChecks) {
  const view = newViewMs(group);
  return { min: view.min + betweenMs(proxy), max: view.max + proxy.interMs + betweenMs(proxy) };
}

const newViewMs = (group: GroupTimeouts) => ({
  min: group.suspectMs - group.keepaliveMs,
  max: group.suspectMs + group.inactiveCheckMs + group.joinRetransMs + NEW_VIEW_MS,
});

const betweenMs = ({ fall, fastinterMs }: ProxyChecks) => (fall - 1) * fastinterMs;

/** @param text of `wsrep_provider_options`: `evs.suspect_timeout = PT5S; …` */
export function providerOptions(text: string): Map<string, string> {
  const pairs = text.split(';').map((one) => one.split('=').map((part) => part.trim()));
  return new Map(pairs.flatMap(([name, value]) => (name && value !== undefined ? [[name, value] as const] : [])));
}

/** @returns an ISO 8601 duration as Galera writes it (`PT7.5S`, `PT1M`, `P1D`), ms. @throws when it is none */
export function isoDurationMs(text: string | undefined): number {
  const found = text?.match(/^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?$/);
  if (!found) throw new Error(`not a duration: ${text}`);
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
