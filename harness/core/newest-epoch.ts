// The newest epoch of a run (docs/verdicts.md, section 1): on PostgreSQL the greatest timeline, on Galera the last seen.
import { type History, OK } from './history.ts';

export interface NewestEpoch {
  /** As it was first spelled; null when none was seen, or two were seen last at one moment. */
  text: string | null;
  /** Whether an epoch is the newest one. */
  is(epoch: string | null | undefined): boolean;
  /** The same of an id of `names`, at once for one that was asked before. */
  isId(epoch: number): boolean;
}

export function newestEpoch(history: History): NewestEpoch {
  const { run, ops, names, observations } = history;
  const nodes = new Set(run.nodes.map((node) => names.find(node)));
  const postgres = run.engine === 'postgres';
  const ranks = new Map<number, number>();
  const see = (epoch: number, atMs: number) => {
    const rank = postgres ? Number(names.text(epoch)) : atMs;
    if (rank > (ranks.get(epoch) ?? Number.NEGATIVE_INFINITY)) ranks.set(epoch, rank);
  };
  for (let row = 0; row < ops.length; row++) {
    if (ops.outcome[row] !== OK || ops.epoch[row] === 0 || !nodes.has(ops.node[row] as number)) continue;
    see(ops.epoch[row] as number, ops.completed[row] as number);
  }
  for (let row = 0; row < observations.length; row++) {
    if (observations.epoch[row] === 0 || !nodes.has(observations.node[row] as number)) continue;
    if (!observations.isMember(row)) continue;
    see(observations.epoch[row] as number, observations.at[row] as number);
  }
  let top = Number.NEGATIVE_INFINITY;
  let last: number[] = [];
  for (const [epoch, rank] of ranks) {
    if (rank > top) last = [];
    if (rank >= top) last.push(epoch);
    top = Math.max(top, rank);
  }
  const text = last.length === 1 || (postgres && last.length > 0) ? names.text(last[0] as number) : null;
  const is = (epoch: string | null | undefined) => {
    if (text === null || epoch === null || epoch === undefined) return false;
    return postgres ? Number(epoch) === Number(text) : epoch === text;
  };
  const known = new Map<number, boolean>([[0, false]]);
  const isId = (id: number) => {
    const isNewest = known.get(id) ?? is(names.text(id));
    known.set(id, isNewest);
    return isNewest;
  };
  return { text, is, isId };
}
