// The history's lines, sorted into what the report draws. One pass; nothing here judges, and no operation is kept whole.
import { oneSpelling } from '../core/history/epoch-spelling.ts';
import type { FaultLine, HistoryLine, MarkLine, OpLine, RestoreLine, RunLine } from '../core/history/history-format.ts';
import { isWriteValue } from '../core/history/history-words.ts';
import { Sightings } from './sightings.ts';
import { Writes } from './writes.ts';

/** A link that a fault cut or slowed, as the faulty side sees it. */
export interface ToldLink {
  from: string;
  to: string;
  /** What of it is hit, seen from `from`; without it, both. */
  direction?: 'both' | 'in' | 'out';
  /** A delay instead of a cut, ms. */
  delayMs?: number;
}

/** What was seen of the leader's lease in etcd. */
export interface LeaseChange {
  kind: 'renewed' | 'expired' | 'taken';
  /** Who holds it after the change; of `expired`, who held it. */
  leader: string;
  atMs: number;
}

/** Fields beside the format's that a run tells of a fault; the judge ignores them. */
export type ToldFault = FaultLine & {
  at?: string;
  evidence?: string;
  recovery?: { phase: string; atMs: number }[];
  links?: ToldLink[];
  /** While it was on, in order of time; absent where no lease was ever seen. */
  lease?: LeaseChange[];
};

/** Fields beside the format's that a run tells of a restore. */
export type ToldRestore = RestoreLine & {
  to?: 'side' | 'place';
  backup?: string | null;
  steps?: { step: string; atMs: number }[];
  /** What the reference document allows for it, ms. */
  referenceMs?: { min: number; max: number };
};

export interface RunView {
  run: RunLine | null;
  /** Database nodes, in the run's order; without a run line, those that were seen. */
  nodes: string[];
  writes: Writes;
  faults: ToldFault[];
  /** Per node. */
  sightings: Map<string, Sightings>;
  marks: MarkLine[];
  restores: ToldRestore[];
  /** Has it an end line? */
  ended: boolean;
  /** First and last moment that anything is known of, ms. */
  span: { fromMs: number; toMs: number };
}

/** A picture needs a length. */
const SHORTEST_MS = 1000;

/** @param lines in any order; read once */
export function viewOf(lines: Iterable<HistoryLine>): RunView {
  const view: RunView = {
    run: null,
    nodes: [],
    writes: new Writes(),
    faults: [],
    sightings: new Map(),
    marks: [],
    restores: [],
    ended: false,
    span: { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY },
  };
  for (const line of lines) sortIn(view, line);
  view.faults.sort((a, b) => a.injectedAtMs - b.injectedAtMs);
  view.marks.sort((a, b) => a.invokedAtMs - b.invokedAtMs);
  view.restores.sort((a, b) => a.invokedAtMs - b.invokedAtMs);
  view.nodes = view.run?.nodes ?? [...view.sightings.keys()].sort();
  if (!Number.isFinite(view.span.fromMs)) view.span = { fromMs: 0, toMs: SHORTEST_MS };
  view.span.toMs = Math.max(view.span.toMs, view.span.fromMs + SHORTEST_MS);
  return view;
}

function sortIn(view: RunView, line: HistoryLine): void {
  switch (line.type) {
    case 'run':
      view.run ??= line;
      break;
    case 'op':
      if (isWrite(line)) view.writes.add(spelled(view, line));
      stretch(view, line.scheduledAtMs, line.invokedAtMs, line.completedAtMs);
      break;
    case 'observation': {
      const seen = view.sightings.get(line.node) ?? new Sightings();
      view.sightings.set(line.node, seen);
      seen.add(spelled(view, line));
      stretch(view, line.askedAtMs, line.atMs);
      break;
    }
    case 'fault':
      view.faults.push(line);
      stretch(view, line.injectedAtMs, line.healedAtMs);
      break;
    case 'mark':
      view.marks.push(line);
      stretch(view, line.invokedAtMs, line.completedAtMs);
      break;
    case 'restore':
      view.restores.push(line);
      stretch(view, line.invokedAtMs, line.completedAtMs);
      break;
    case 'end':
      view.ended = true;
  }
}

function stretch({ span }: RunView, ...times: (number | null)[]): void {
  for (const ms of times) {
    if (ms === null || !Number.isFinite(ms)) continue;
    if (ms < span.fromMs) span.fromMs = ms;
    if (ms > span.toMs) span.toMs = ms;
  }
}

/** @returns the line with its epoch as verdicts spell it, so that what they tell of is found here */
function spelled<Line extends { epoch?: string | null }>({ run }: RunView, line: Line): Line {
  if (!run || !line.epoch?.startsWith('0')) return line;
  return { ...line, epoch: oneSpelling(line.epoch, run.engine) };
}

const isWrite = ({ f, value }: OpLine): boolean => (f !== 'txn' || Array.isArray(value)) && isWriteValue(f, value);
