// What was seen of a node, as stretches of one role and epoch.
import type { Role } from '../core/history/history-format.ts';
import type { Sighting } from './sightings.ts';

/** Observations farther apart than this leave the lane blank: nobody looked. Probes come several times a second. */
const BLIND_MS = 3000;

export interface Stretch {
  role: Role;
  epoch: string | null;
  fromMs: number;
  toMs: number;
}

/** @param seen in order of time. An epoch that was not read does not end a stretch: a frozen probe is no new timeline. */
export function stretches(seen: Iterable<Sighting>): Stretch[] {
  const all: Stretch[] = [];
  let last: Stretch | undefined;
  for (const { role, epoch, atMs } of seen) {
    const blind = last !== undefined && atMs - last.toMs > BLIND_MS;
    const same = last?.role === role && (epoch === null || last.epoch === null || last.epoch === epoch);
    if (last && !blind) last.toMs = atMs;
    if (last && same && !blind) {
      last.epoch ??= epoch;
      continue;
    }
    last = { role, epoch, fromMs: atMs, toMs: atMs };
    all.push(last);
  }
  return all;
}
