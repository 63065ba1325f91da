// What a checker is: a pure function from a history and its parameters to a verdict.
import { EACH_END, Ends } from './columns/ends.ts';
import type { History } from './history/history.ts';
import type { CheckerSpec } from './history/history-format.ts';
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

/** So many reasons are told at most. */
export const MOST_REASONS = 3;

/** Invalid beats unknown beats valid; judged 0 is unknown. */
export function verdictOf({ invalid = [], unknown = [], witnesses, facts }: Findings): Verdict {
  const doubts = facts.judged === 0 ? [...unknown, 'there was nothing to judge'] : unknown;
  const valid = invalid.length > 0 ? false : doubts.length > 0 ? 'unknown' : true;
  const reasons = valid === false ? invalid : doubts;
  return {
    valid,
    ...(reasons.length > 0 ? { reason: reasons.slice(0, MOST_REASONS).join('; ') } : {}),
    ...(witnesses && witnesses.length > 0 ? { witnesses: firstAndLast(witnesses) } : {}),
    facts,
  };
}

/** At most 100 witnesses: the first and the last 50 (docs/verdicts.md, section 2). */
export function firstAndLast<T>(all: ArrayLike<T>): T[] {
  if (all.length <= 2 * EACH_END) return Array.from(all);
  const place = (i: number) => (i < EACH_END ? i : all.length - 2 * EACH_END + i);
  return Array.from({ length: 2 * EACH_END }, (_, i) => all[place(i)] as T);
}

/** @returns the first and the last 50 of the things, by a time of theirs. */
export function firstAndLastByTime<T>(all: ArrayLike<T>, timeOf: (each: T) => number): T[] {
  const ends = new Ends<T>();
  for (let i = 0; i < all.length; i++) ends.add(timeOf(all[i] as T), () => all[i] as T);
  return ends.told();
}
