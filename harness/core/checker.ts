// What a checker is: a pure function from a history and its parameters to a verdict.
import type { History } from './history.ts';
import type { CheckerSpec } from './history-format.ts';
import type { Verdict } from './verdict.ts';

export type Checker = (history: History, spec: CheckerSpec) => Verdict;

/** @returns a number parameter, or its default (docs/verdicts.md, section 2). */
export function parameter(spec: CheckerSpec, name: string, byDefault: number): number {
  const value = spec[name];
  return typeof value === 'number' ? value : byDefault;
}

export interface Findings {
  invalid?: readonly string[];
  unknown?: readonly string[];
  witnesses?: readonly unknown[];
  facts: { judged: number; [fact: string]: unknown };
}

/** Invalid beats unknown beats valid; judged 0 is unknown. */
export function verdictOf({ invalid = [], unknown = [], witnesses, facts }: Findings): Verdict {
  const doubts = facts.judged === 0 ? [...unknown, 'there was nothing to judge'] : unknown;
  const valid = invalid.length > 0 ? false : doubts.length > 0 ? 'unknown' : true;
  const reasons = valid === false ? invalid : doubts;
  return {
    valid,
    ...(reasons.length > 0 ? { reason: reasons.slice(0, 3).join('; ') } : {}),
    ...(witnesses && witnesses.length > 0 ? { witnesses: firstAndLast(witnesses) } : {}),
    facts,
  };
}

/** At most 100 witnesses: the first and the last 50 (docs/verdicts.md, section 2). */
export const firstAndLast = (all: readonly unknown[]): unknown[] =>
  all.length <= 100 ? [...all] : [...all.slice(0, 50), ...all.slice(-50)];
