// Histories made by hand for the report's tests: small simulated clusters whose story is known to the last write.

import type { Ranges } from '../../core/columns/ranges.ts';
import type { History } from '../../core/history/history.ts';
import type {
  CheckerSpec,
  Engine,
  HistoryLine,
  ObservationLine,
  OpLine,
  RunLine,
} from '../../core/history/history-format.ts';
import { HistoryReader } from '../../core/lines/history-reader.ts';

/** Who takes a write that is scheduled at a moment: a node and its epoch; or its end without an acknowledgement. */
export type Answer = { node: string; epoch: string } | { outcome: 'fail' | 'unknown'; code: string; afterMs?: number };

export interface Sample {
  scenario: string;
  engine: Engine;
  nodes: string[];
  checkers: CheckerSpec[];
  plannedFaults: number;
  caughtBy?: string;
  lengthMs: number;
  /** Distance of scheduled writes, ms. */
  everyMs?: number;
  answer: (atMs: number, index: number) => Answer;
  /** What a probe of a node sees at a moment; null: nobody looked. */
  seen: (node: string, atMs: number) => Pick<ObservationLine, 'role' | 'writable' | 'epoch'> | null;
  /** Faults, marks, restores. */
  more: HistoryLine[];
  /** Final reads by node: which of the acknowledged values it holds, and its epoch. */
  final: (node: string, acknowledged: readonly number[]) => { holds: readonly number[]; epoch: string } | null;
}

const LATENCY_MS = 3;
const PROBE_MS = 250;

/** @returns the lines, the end line last. */
export function linesOf(sample: Sample): HistoryLine[] {
  const { engine, nodes, checkers, plannedFaults, caughtBy, lengthMs, everyMs = 20 } = sample;
  const run: RunLine = {
    ...{ type: 'run', format: 'hadrill-history/1', scenario: sample.scenario, engine, seed: 1 },
    ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes, checkers, plannedFaults },
    ...(caughtBy ? { expect: { caughtBy } } : {}),
  };
  const ops: OpLine[] = [];
  for (let atMs = 1000; atMs < lengthMs; atMs += everyMs) ops.push(write(sample, atMs, ops.length));
  const acknowledged = ops.flatMap(({ outcome, value }) => (outcome === 'ok' ? [value as number] : []));
  const observations = nodes.flatMap((node) => probes(sample, node));
  const reads = nodes.flatMap((node, at) => finalRead(sample, node, ops.length + at, acknowledged));
  const lines = [run, ...ops, ...observations, ...sample.more, ...reads];
  return [...lines, { type: 'end', lines: lines.length + 1 }];
}

function write({ answer }: Sample, atMs: number, index: number): OpLine {
  const said = answer(atMs, index);
  const times = { scheduledAtMs: atMs, invokedAtMs: atMs + 0.2 };
  const base = { type: 'op', index, process: index % 8, f: 'add', via: 'write', value: index, ...times } as const;
  // A little more and less, so that a latency line is no ruler.
  if ('node' in said)
    return { ...base, completedAtMs: atMs + LATENCY_MS + ((index * 7) % 11) / 5, outcome: 'ok', ...said };
  const { outcome, code, afterMs = 1 } = said;
  return { ...base, completedAtMs: atMs + afterMs, outcome, error: { code, message: `${code} at the database` } };
}

function probes({ seen, lengthMs }: Sample, node: string): ObservationLine[] {
  const all: ObservationLine[] = [];
  for (let askedAtMs = 900; askedAtMs < lengthMs; askedAtMs += PROBE_MS) {
    const saw = seen(node, askedAtMs);
    if (saw) all.push({ type: 'observation', askedAtMs, atMs: askedAtMs + 2, node, ...saw });
  }
  return all;
}

function finalRead(
  { final, lengthMs }: Sample,
  node: string,
  index: number,
  acknowledged: readonly number[],
): OpLine[] {
  const read = final(node, acknowledged);
  if (!read) return [];
  const times = { scheduledAtMs: lengthMs, invokedAtMs: lengthMs, completedAtMs: lengthMs + 12 };
  const base = { type: 'op', index, process: 9, f: 'read-all', final: true, via: `direct:${node}`, ...times } as const;
  return [{ ...base, outcome: 'ok', node, epoch: read.epoch, value: ranges(read.holds) }];
}

/** @param values ascending */
export function ranges(values: readonly number[]): Ranges {
  const all: Ranges = [];
  for (const value of values) {
    const last = all.at(-1);
    if (last && last[1] === value - 1) last[1] = value;
    else all.push([value, value]);
  }
  return all;
}

/** As a file has it. */
export const textOf = (lines: readonly HistoryLine[]): string =>
  lines.map((line) => `${JSON.stringify(line)}\n`).join('');

/** As the judge reads it. @throws UsageError where the format is not kept */
export function historyOf(lines: readonly HistoryLine[]): History {
  const reader = new HistoryReader('sample');
  reader.push(Buffer.from(textOf(lines)));
  return reader.finish();
}
