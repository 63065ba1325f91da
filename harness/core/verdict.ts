// A verdict is valid, invalid with witnesses, or unknown with a reason. What cannot be judged is never green.

/** `true` valid, `false` invalid, `'unknown'` could not be judged. */
export type Valid = true | false | 'unknown';

/** What one checker says of a history (docs/verdicts.md, section 2). */
export interface Verdict {
  valid: Valid;
  reason?: string;
  witnesses?: unknown[];
  facts: { judged: number; [fact: string]: unknown };
}

/** What `hadrill check --json` prints and what `verdict.json` holds. */
export interface Judgement {
  valid: Valid;
  verdicts: Record<string, Verdict>;
  /** `caught` is true only where `valid` is: a twin of which nobody can tell was not caught. */
  twin?: { caughtBy: string; caught: boolean };
}

/** Merge by the worst: invalid > unknown > valid. No verdict at all is unknown: it proves nothing. */
export function mergeValid(all: readonly Valid[]): Valid {
  if (all.includes(false)) return false;
  return all.length === 0 || all.includes('unknown') ? 'unknown' : true;
}
