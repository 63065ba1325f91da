// The figures that every form of the report prints. They are read from the judgement, never measured again here, so a
// picture cannot say other than the verdict.
import type { Judgement, Valid, Verdict } from '../core/verdict.ts';

/** One word for a run. `caught`: a twin that was; `not-caught`: one that passed though it must not. */
export type Outcome = 'valid' | 'invalid' | 'unknown' | 'caught' | 'not-caught';

export interface Outage {
  name: string;
  rtoMs: number;
  fromMs: number;
  toMs: number;
}

export interface Overlap {
  nodes: [string, string];
  epochs: [string, string];
  fromMs: number;
  toMs: number;
  overlapMs: number;
}

export interface LostWrite {
  value: string;
  node: string;
  epoch: string;
  atMs: number;
}

export interface Figures {
  failover: { valid: Valid; rtoMs: number | null; limitMs: number | null; resolutionMs: number | null } | null;
  /** The longest outage of each fault, in the order of their injections; null: it caused none. */
  outages: (Outage | null)[];
  availability: { valid: Valid; longestMs: number | null; limitMs: number | null; resolutionMs: number | null } | null;
  loss: {
    valid: Valid;
    acknowledged: number | null;
    lost: number | null;
    rpoMs: number | null;
    judgedBy: string[];
    witnesses: LostWrite[];
  } | null;
  splitBrain: { valid: Valid; overlaps: Overlap[] } | null;
}

/** What a run is called: by its judgement, and never green where its harness did not get to the end. */
export function outcomeOf(judgement: Judgement, harnessError?: unknown): Outcome {
  const { valid, twin } = judgement;
  if (valid === 'unknown' || (valid === true && harnessError)) return 'unknown';
  if (twin) return valid ? 'caught' : 'not-caught';
  return valid ? 'valid' : 'invalid';
}

export const WORDS: Record<Outcome, string> = {
  valid: 'VALID',
  invalid: 'INVALID',
  unknown: 'UNKNOWN',
  caught: 'CAUGHT',
  'not-caught': 'NOT CAUGHT',
};

export function figuresOf({ verdicts }: Judgement): Figures {
  const failover = withFact(verdicts, 'failover-within', 'rtoMs');
  const available = withFact(verdicts, 'available', 'longestGapMs');
  const loss = withFact(verdicts, 'no-lost-writes', 'lost');
  const split = withFact(verdicts, 'no-split-brain', 'splits');
  return {
    failover: failover && {
      valid: failover.valid,
      rtoMs: number(failover.facts.rtoMs),
      limitMs: number(failover.facts.limitMs),
      resolutionMs: number(failover.facts.resolutionMs),
    },
    outages: list(failover?.facts.perFault).map(outage),
    availability: available && {
      valid: available.valid,
      longestMs: number(available.facts.longestGapMs),
      limitMs: number(available.facts.limitMs),
      resolutionMs: number(available.facts.resolutionMs),
    },
    loss: loss && {
      valid: loss.valid,
      acknowledged: number(loss.facts.acknowledged),
      lost: number(loss.facts.lost),
      rpoMs: number(loss.facts.rpoMs),
      judgedBy: list(loss.facts.judgedBy).map(String),
      witnesses: list(loss.witnesses).flatMap(lostWrite),
    },
    splitBrain: split && { valid: split.valid, overlaps: list(split.witnesses).flatMap(overlap) },
  };
}

/** By its name; with an id of its own, by the fact that only this checker has. The worst where there are several. */
function withFact(verdicts: Record<string, Verdict>, name: string, fact: string): Verdict | null {
  const all = Object.entries(verdicts).filter(([id, { facts }]) => id === name || fact in facts);
  const badness = (valid: Valid) => (valid === false ? 0 : valid === 'unknown' ? 1 : 2);
  return all.map(([, verdict]) => verdict).sort((a, b) => badness(a.valid) - badness(b.valid))[0] ?? null;
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function outage(value: unknown): Outage | null {
  const { name, rtoMs, from, to } = fields(value);
  const [length, fromMs, toMs] = [number(rtoMs), number(from), number(to)];
  if (length === null || fromMs === null || toMs === null) return null;
  return { name: String(name), rtoMs: length, fromMs, toMs };
}

function lostWrite(value: unknown): LostWrite[] {
  const { value: written, node, epoch, completedAtMs } = fields(value);
  const atMs = number(completedAtMs);
  if (atMs === null) return [];
  const text = typeof written === 'object' ? JSON.stringify(written) : String(written);
  return [{ value: text, node: String(node), epoch: String(epoch), atMs }];
}

function overlap(value: unknown): Overlap[] {
  const { nodes, epochs, atMs, overlapMs } = fields(value);
  const [a, b] = list(nodes).map(String);
  const [older = '', newer = ''] = list(epochs).map(String);
  const [toMs, fromMs] = list(atMs).map(number);
  const length = number(overlapMs);
  if (a === undefined || b === undefined || length === null) return [];
  if (typeof fromMs !== 'number' || typeof toMs !== 'number') return [];
  return [{ nodes: [a, b], epochs: [older, newer], fromMs, toMs, overlapMs: length }];
}
