// What was done to the cluster, in words that need no knowledge of hadrill.
import type { Engine } from '../core/history/history-format.ts';
import { chosen, listed, moment, plural, sentence } from './format.ts';
import type { RunView, ToldFault } from './run-view.ts';

/** More would hide the verdict. */
const MOST_SENTENCES = 3;

/** Faults that broke something: `none()` is a control's. */
export const broken = ({ faults }: RunView): ToldFault[] => faults.filter((fault) => fault.name !== 'none');

/** Was nothing meant to be broken? A run that was cut off may have broken something and not come to tell of it. */
export const isControl = ({ run, ended }: RunView): boolean => ended && run?.plannedFaults === 0;

/** `The leader pg1 was killed at 12.3 s.`, one a fault. */
export function faultSentences(view: RunView): string[] {
  const real = broken(view);
  const engine = view.run?.engine ?? null;
  if (real.length === 0 && !isControl(view)) return ['The history tells of no fault.'];
  if (real.length === 0) return view.marks.length === 0 ? ['Nothing was broken.'] : [];
  const shown = real.slice(0, MOST_SENTENCES).map((fault) => {
    const effect = fault.tookEffect ? '' : ', without effect';
    return sentence(`${whatWasDone(fault, engine)} at ${moment(fault.injectedAtMs)}${effect}.`);
  });
  const rest = real.length - MOST_SENTENCES;
  return rest > 0 ? [...shown, `${plural(rest, 'more fault')} followed.`] : shown;
}

/** `the leader pg1 was killed`. */
export function whatWasDone(fault: ToldFault, engine: Engine | null): string {
  const { name, targets, links = [] } = fault;
  if (name === 'drop-table') return `the table was dropped on ${subject(fault, engine)}`;
  const [, how, program] = /^(kill|stop)-(.+)$/.exec(name) ?? [];
  if (program)
    return `the ${program} process of ${subject(fault, engine)} was ${how === 'kill' ? 'killed' : 'stopped'}`;
  const was = `${subject(fault, engine)} ${targets.length > 1 ? 'were' : 'was'}`;
  const peers = listed([...new Set(links.map((link) => link.to))]);
  if (name === 'cut' && peers) return `${was} cut off from ${peers}`;
  const delayMs = links.find((link) => link.delayMs !== undefined)?.delayMs;
  const by = delayMs === undefined ? '' : ` by ${chosen(delayMs)}`;
  if (name === 'latency' && peers) return `${was} slowed down towards ${peers}${by}`;
  return `${was} ${PARTICIPLES[name] ?? `hit by ${name}`}`;
}

/** In Galera every node is a primary: the one that the proxy sends writes to is the writer. */
function subject({ targets, primary }: ToldFault, engine: Engine | null): string {
  if (targets.length === 0) return 'the cluster';
  const names = listed(targets);
  if (targets.length > 1 || targets[0] !== primary) return names;
  return `the ${engine === 'mariadb' ? 'writer' : 'leader'} ${names}`;
}

const PARTICIPLES: Record<string, string> = {
  kill: 'killed',
  stop: 'stopped',
  pause: 'frozen',
  isolate: 'cut off from the others',
  'power-cut': 'cut off from power',
  'bootstrap-both-sides': 'cut off and bootstrapped as a cluster of its own',
};
