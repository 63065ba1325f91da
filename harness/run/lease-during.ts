// What the lease watch saw while a fault was on, as it goes into the fault's line. Pure.
import type { LeaseChange } from '../report/run-view.ts';

/** @param events of the whole run, in order of time @returns undefined where no lease was ever seen */
export function leaseDuring(events: readonly LeaseChange[], fromMs: number, toMs: number): LeaseChange[] | undefined {
  if (events.length === 0) return undefined;
  return events
    .filter(({ atMs }) => atMs > fromMs && atMs <= toMs)
    .map(({ kind, leader, atMs }) => ({ kind, leader, atMs }));
}
