// What became of the leader's lease while a fault was on, in one sentence for the report. Pure.

export interface LeaseChange {
  kind: 'renewed' | 'expired' | 'taken';
  /** Who holds it after the change; of `expired`, who held it. */
  leader: string;
  atMs: number;
}

/**
 * @param events of the whole run, in order of time
 * @returns e.g. `lease: pg1 renewed it 3 times, at most 5.1 s apart; it expired at 41.3 s; pg2 took it at 41.4 s`; empty
 *   where no lease was ever seen
 */
export function leaseStory(events: readonly LeaseChange[], fromMs: number, toMs: number): string {
  if (events.length === 0) return '';
  const during = events.filter((one) => one.atMs > fromMs && one.atMs <= toMs);
  const parts: string[] = [];
  for (let at = 0; at < during.length; ) {
    const { kind, leader, atMs } = during[at] as LeaseChange;
    let end = at + 1;
    if (kind === 'renewed') {
      while (during[end]?.kind === 'renewed' && during[end]?.leader === leader) end++;
      parts.push(renewals(leader, during.slice(at, end)));
    } else parts.push(kind === 'expired' ? `it expired at ${seconds(atMs)}` : `${leader} took it at ${seconds(atMs)}`);
    at = end;
  }
  return `lease: ${parts.join('; ') || 'it was neither renewed nor lost'}`;
}

function renewals(leader: string, times: readonly LeaseChange[]): string {
  const apart = times.slice(1).map((one, i) => one.atMs - (times[i] as LeaseChange).atMs);
  if (apart.length === 0) return `${leader} renewed it once, at ${seconds(times[0]?.atMs ?? 0)}`;
  return `${leader} renewed it ${times.length} times, at most ${seconds(Math.max(...apart))} apart`;
}

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
