// What became of the leader's lease while a fault was on, in words. Nothing is promised of it and no checker judges it: it
// tells why clients noticed a fault, or why they did not.
import { broken, whatWasDone } from './faults-in-words.ts';
import { moment } from './format.ts';
import type { LeaseChange, RunView, ToldFault } from './run-view.ts';

export interface LeaseStory {
  /** `unchanged`: it was not renewed, and not seen lost either, as in a fault that is shorter than a renewal takes. */
  fate: 'kept' | 'lost' | 'unchanged';
  /** `pg1 renewed it 3 times, at most 5.1 s apart; it expired at 41.3 s; pg2 took it at 41.4 s`; empty where it is unchanged. */
  text: string;
}

/** More would hide the verdict. */
const MOST_SENTENCES = 3;

/** @returns null where nobody watched a lease, or none was ever seen */
export function leaseStory({ lease, evidence }: Pick<ToldFault, 'lease' | 'evidence'>): LeaseStory | null {
  // It is no field of the format: another tool may mean something else by the name.
  if (!Array.isArray(lease)) return storyInEvidence(evidence);
  const lost = lease.some(({ kind }) => kind !== 'renewed');
  return { fate: lost ? 'lost' : lease.length > 0 ? 'kept' : 'unchanged', text: inWords(lease) };
}

/** `the leader's lease was kept: pg3 renewed it 6 times, at most 10.0 s apart`, one a fault. */
export function leaseClauses(view: RunView): string[] {
  const faults = broken(view);
  const engine = view.run?.engine ?? null;
  return faults.slice(0, MOST_SENTENCES).flatMap((fault) => {
    const story = leaseStory(fault);
    if (story === null) return [];
    const after = faults.length > 1 ? `after ${whatWasDone(fault, engine)}, ` : '';
    const what = story.fate === 'unchanged' ? 'neither renewed nor seen lost' : `${story.fate}: ${story.text}`;
    return [`${after}the leader's lease was ${what}`];
  });
}

/** @param changes in order of time */
function inWords(changes: readonly LeaseChange[]): string {
  const parts: string[] = [];
  for (let at = 0; at < changes.length; ) {
    const { kind, leader, atMs } = changes[at] as LeaseChange;
    let end = at + 1;
    if (kind === 'renewed') {
      while (changes[end]?.kind === 'renewed' && changes[end]?.leader === leader) end++;
      parts.push(renewals(leader, changes.slice(at, end)));
    } else parts.push(kind === 'expired' ? `it expired at ${moment(atMs)}` : `${leader} took it at ${moment(atMs)}`);
    at = end;
  }
  return parts.join('; ');
}

function renewals(leader: string, times: readonly LeaseChange[]): string {
  const apart = times.slice(1).map((one, i) => one.atMs - (times[i] as LeaseChange).atMs);
  if (apart.length === 0) return `${leader} renewed it once, at ${moment(times[0]?.atMs ?? 0)}`;
  return `${leader} renewed it ${times.length} times, at most ${moment(Math.max(...apart))} apart`;
}

/** Histories of earlier versions tell it in words, at the end of the evidence. */
function storyInEvidence(evidence = ''): LeaseStory | null {
  const [, text] = /(?:^|; )lease: (.+)$/.exec(evidence) ?? [];
  if (text === undefined) return null;
  if (text === 'it was neither renewed nor lost') return { fate: 'unchanged', text: '' };
  return { fate: /(?:^|; )(?:it expired|\S+ took it) at /.test(text) ? 'lost' : 'kept', text };
}
