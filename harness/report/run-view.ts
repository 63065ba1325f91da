// The history's lines, sorted into what the report draws. One pass; nothing here judges.
import type {
  FaultLine,
  HistoryLine,
  MarkLine,
  ObservationLine,
  OpLine,
  RestoreLine,
  RunLine,
} from '../core/history-format.ts';

/** Fields beside the format's that a run tells of a fault; the judge ignores them. */
export type ToldFault = FaultLine & {
  at?: string;
  evidence?: string;
  recovery?: { phase: string; atMs: number }[];
};

export interface RunView {
  run: RunLine | null;
  /** Database nodes, in the run's order; without a run line, those that were seen. */
  nodes: string[];
  /** Writes (add, transfer, a txn with an append), whatever their way and outcome. */
  writes: OpLine[];
  faults: ToldFault[];
  /** Per node, in order of time. */
  observations: Map<string, ObservationLine[]>;
  marks: MarkLine[];
  restores: RestoreLine[];
  /** Has it an end line? */
  ended: boolean;
  /** First and last moment that anything is known of, ms. */
  span: { fromMs: number; toMs: number };
}

export function viewOf(lines: readonly HistoryLine[]): RunView {
  const view: RunView = {
    run: null,
    nodes: [],
    writes: [],
    faults: [],
    observations: new Map(),
    marks: [],
    restores: [],
    ended: false,
    span: { fromMs: Number.POSITIVE_INFINITY, toMs: Number.NEGATIVE_INFINITY },
  };
  for (const line of lines) sortIn(view, line);
  const byTime =
    <T>(at: (one: T) => number) =>
    (a: T, b: T) =>
      at(a) - at(b);
  for (const seen of view.observations.values()) seen.sort(byTime((one) => one.atMs));
  view.faults.sort(byTime((one) => one.injectedAtMs));
  view.marks.sort(byTime((one) => one.invokedAtMs));
  view.restores.sort(byTime((one) => one.invokedAtMs));
  view.nodes = view.run?.nodes ?? [...view.observations.keys()].sort();
  if (!Number.isFinite(view.span.fromMs)) view.span = { fromMs: 0, toMs: 1000 };
  if (view.span.toMs - view.span.fromMs < 1000) view.span.toMs = view.span.fromMs + 1000;
  return view;
}

function sortIn(view: RunView, line: HistoryLine): void {
  switch (line.type) {
    case 'run':
      view.run = line;
      break;
    case 'op':
      if (isWrite(line)) view.writes.push(line);
      stretch(view, line.scheduledAtMs, line.invokedAtMs, line.completedAtMs);
      break;
    case 'observation': {
      const seen = view.observations.get(line.node) ?? [];
      view.observations.set(line.node, seen);
      seen.push(line);
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

export function isWrite({ f, value }: OpLine): boolean {
  if (f === 'add' || f === 'transfer') return true;
  return f === 'txn' && Array.isArray(value) && value.some((step) => Array.isArray(step) && step[0] === 'append');
}
