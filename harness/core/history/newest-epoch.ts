// The newest epoch of a run (docs/verdicts.md, section 1): on PostgreSQL the greatest timeline, on Galera the last seen.
import { type History, isNode, OK } from './history.ts';
import { OncePer } from './once-per.ts';
import { timelinesOf } from './timelines.ts';

interface NewestEpoch {
  /** As it was first spelled; null when none was seen, or two were seen last at one moment. */
  text: string | null;
  /** Whether an epoch is the newest one. */
  is(epoch: string | null | undefined): boolean;
  /** The same of an id of `names`. */
  isId(epoch: number): boolean;
}

/** Of one history once: two checkers ask for it. */
export const newestEpoch = (history: History): NewestEpoch => NEWEST.of(history);

const NEWEST = new OncePer((history: History) => newestOf(history));

function newestOf(history: History): NewestEpoch {
  const { run, ops, names, observations } = history;
  const postgres = run.engine === 'postgres';
  const timelines = postgres ? timelinesOf(names).numbers() : new Float64Array();
  let top = Number.NEGATIVE_INFINITY;
  /** The first one of this rank, and whether there is another. */
  let newest = 0;
  let isTied = false;
  const see = (epoch: number, atMs: number) => {
    const rank = postgres ? (timelines[epoch] as number) : atMs;
    if (rank > top) {
      top = rank;
      newest = epoch;
      isTied = false;
    } else if (rank === top && epoch !== newest) isTied = true;
  };
  for (let row = 0; row < ops.length; row++) {
    const epoch = ops.epoch[row] as number;
    // A timeline that is the newest so far is not asked again.
    if (epoch === 0 || (postgres && epoch === newest)) continue;
    if (ops.outcome[row] === OK && isNode(history, ops.node[row] as number)) see(epoch, ops.completed[row] as number);
  }
  for (let row = 0; row < observations.length; row++) {
    const epoch = observations.epoch[row] as number;
    if (epoch === 0 || !isNode(history, observations.node[row] as number)) continue;
    if (observations.isMember(row)) see(epoch, observations.at[row] as number);
  }
  const text = newest !== 0 && (postgres || !isTied) ? names.text(newest) : null;
  const is = (epoch: string | null | undefined) => {
    if (text === null || epoch === null || epoch === undefined) return false;
    return postgres ? Number(epoch) === top : epoch === text;
  };
  const isId = (epoch: number) => {
    if (text === null || epoch === 0) return false;
    return postgres ? timelines[epoch] === top : epoch === newest;
  };
  return { text, is, isId };
}
