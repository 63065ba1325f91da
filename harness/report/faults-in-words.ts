// What was done to the cluster, in words that need no knowledge of hadrill.
import { chosen, listed, moment, plural } from './format.ts';
import type { RunView, ToldFault } from './run-view.ts';

/** More would hide the verdict. */
const MOST_SENTENCES = 3;

/** Faults that broke something: `none()` is a control's. */
export const broken = ({ faults }: RunView): ToldFault[] => faults.filter((fault) => fault.name !== 'none');

/** `The leader pg1 was killed at 12.3 s.`, one a fault. */
export function faultSentences(view: RunView): string[] {
  const real = broken(view);
  if (real.length === 0) return ['Nothing was broken.'];
  const shown = real.slice(0, MOST_SENTENCES).map((fault) => {
    const text = `${whatWasDone(fault)} at ${moment(fault.injectedAtMs)}${fault.tookEffect ? '' : ', without effect'}.`;
    return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  });
  const rest = real.length - MOST_SENTENCES;
  return rest > 0 ? [...shown, `${plural(rest, 'more fault')} followed.`] : shown;
}

/** `the leader pg1 was killed`. */
export function whatWasDone(fault: ToldFault): string {
  return `${subject(fault)} ${fault.targets.length > 1 ? 'were' : 'was'} ${participle(fault)}`;
}

function subject({ targets, primary }: ToldFault): string {
  if (targets.length === 0) return 'the cluster';
  const names = listed(targets);
  return targets.length === 1 && targets[0] === primary ? `the leader ${names}` : names;
}

const PARTICIPLES: Record<string, string> = {
  kill: 'killed',
  stop: 'stopped',
  pause: 'frozen',
  isolate: 'cut off from the others',
};

function participle({ name, links = [] }: ToldFault): string {
  const peers = listed([...new Set(links.map((link) => link.to))]);
  if (name === 'cut' && peers) return `cut off from ${peers}`;
  const delayMs = links.find((link) => link.delayMs !== undefined)?.delayMs;
  if (name === 'latency' && delayMs !== undefined) return `slowed down towards ${peers} by ${chosen(delayMs)}`;
  const program = /^kill-(.+)$/.exec(name)?.[1];
  if (program) return `robbed of its ${program} process`;
  return PARTICIPLES[name] ?? `hit by ${name}`;
}
