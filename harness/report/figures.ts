// The figures that every form of the report prints. They are read from the judgement, never measured again here, so a
// picture cannot say other than the verdict.
import { isList } from '../core/made-list.ts';
import type { Judgement, Valid, Verdict } from '../core/verdict.ts';

/** One word for a run. `caught`: a twin that was; `not-caught`: one that passed though it must not. */
export type Outcome = 'valid' | 'invalid' | 'unknown' | 'caught' | 'not-caught';

export interface Outage {
  name: string;
  rtoMs: number;
  fromMs: number;
  toMs: number;
}

/** Of two sides that took writes in different histories. */
export interface Overlap {
  /** The older side, the newer one. */
  nodes: [string, string];
  epochs: [string, string];
  /** When the newer side's first evidence began; the older one may not have begun, in Galera. */
  fromMs: number;
  /** When the older side's last evidence ended; the newer one may have ended before. */
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
  /**
   * The longest outage of each fault, in the order of their injections; null: it caused none. Where only availability was
   * checked, the gaps that are too long.
   */
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
  /** `wrong`: the names of restores that are not exact. */
  restored: { valid: Valid; missing: number; extra: number; wrong: string[] } | null;
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

/** What the word means, for a reader who never saw it. */
export const MEANINGS: Record<Outcome, string> = {
  valid: 'the cluster kept every promise that was checked',
  invalid: 'a promise was broken',
  unknown: 'nothing is proven',
  caught: 'a promise was broken on purpose, and it was noticed',
  'not-caught': 'a promise was broken on purpose, and nobody noticed',
};

export function figuresOf({ verdicts }: Judgement): Figures {
  const failover = worst(verdicts, 'failover-within');
  const available = worst(verdicts, 'available');
  const loss = worst(verdicts, 'no-lost-writes');
  const split = worst(verdicts, 'no-split-brain');
  const restored = worst(verdicts, 'restored-exactly');
  return {
    failover: failover && {
      valid: failover.valid,
      rtoMs: number(failover.facts.rtoMs),
      limitMs: number(failover.facts.limitMs),
      resolutionMs: number(failover.facts.resolutionMs),
    },
    outages: failover ? list(failover.facts.perFault).map(outage) : list(available?.witnesses).map(gap),
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
    splitBrain: split && { valid: split.valid, overlaps: list(split.witnesses).flatMap(overlap).sort(longestFirst) },
    restored: restored && {
      valid: restored.valid,
      missing: number(restored.facts.missing) ?? 0,
      extra: number(restored.facts.extra) ?? 0,
      wrong: [...new Set(list(restored.witnesses).map((one) => String(fields(one).restore)))],
    },
  };
}

/** Checkers with a figure of their own, and the fact that only this checker has: it tells one that has an id of its own. */
const FACT_OF = {
  'failover-within': 'rtoMs',
  available: 'longestGapMs',
  'no-lost-writes': 'lost',
  'no-split-brain': 'splits',
  'restored-exactly': 'missing',
} as const;

const isA = (name: keyof typeof FACT_OF, id: string, { facts }: Verdict): boolean =>
  id === name || FACT_OF[name] in facts;

/** Is this verdict's finding among the figures? */
export const hasFigure = (id: string, verdict: Verdict): boolean =>
  (Object.keys(FACT_OF) as (keyof typeof FACT_OF)[]).some((name) => isA(name, id, verdict));

/** The worst verdict where there are several checkers of one name. */
function worst(verdicts: Record<string, Verdict>, name: keyof typeof FACT_OF): Verdict | null {
  const all = Object.entries(verdicts).filter(([id, verdict]) => isA(name, id, verdict));
  const badness = (valid: Valid) => (valid === false ? 0 : valid === 'unknown' ? 1 : 2);
  return all.map(([, verdict]) => verdict).sort((a, b) => badness(a.valid) - badness(b.valid))[0] ?? null;
}

const number = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);
const list = (value: unknown): unknown[] => (isList(value) ? [...value] : []);
const fields = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

function outage(value: unknown): Outage | null {
  const { name, rtoMs, from, to } = fields(value);
  const [length, fromMs, toMs] = [number(rtoMs), number(from), number(to)];
  if (length === null || fromMs === null || toMs === null) return null;
  return { name: String(name), rtoMs: length, fromMs, toMs };
}

/** A gap that `available` does not permit. */
const gap = (value: unknown): Outage | null => {
  const { from, to, lengthMs } = fields(value);
  return outage({ name: '', rtoMs: lengthMs, from, to });
};

function lostWrite(value: unknown): LostWrite[] {
  const { value: written, node, epoch, completedAtMs } = fields(value);
  const atMs = number(completedAtMs);
  if (atMs === null) return [];
  const text = typeof written === 'object' ? JSON.stringify(written) : String(written);
  return [{ value: text, node: String(node), epoch: String(epoch), atMs }];
}

const longestFirst = (a: Overlap, b: Overlap): number => b.overlapMs - a.overlapMs;

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
