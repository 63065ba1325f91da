// A verdict in the columns of a table: what was measured, what is permitted, how much was judged.
import type { Valid, Verdict } from '../core/verdict.ts';
import { epochName } from './epochs.ts';
import { chosen, count, duration, measured } from './format.ts';

export interface CheckerRow {
  word: 'valid' | 'invalid' | 'unknown';
  measured: string;
  permitted: string;
  judged: string;
}

export const wordOf = (valid: Valid): CheckerRow['word'] =>
  valid === true ? 'valid' : valid === false ? 'invalid' : 'unknown';

/** Facts that are shown in a column of their own or say nothing at a glance. */
const ELSEWHERE = ['judged', 'limitMs', 'withinMs', 'perFault', 'judgedBy', 'rejoinedMs'];

export function describeVerdict({ valid, facts }: Verdict): CheckerRow {
  const limitMs = typeof facts.limitMs === 'number' ? facts.limitMs : null;
  const withinMs = typeof facts.withinMs === 'number' ? facts.withinMs : null;
  const limit = limitMs ?? withinMs;
  return {
    word: wordOf(valid),
    measured: [...rejoined(facts.rejoinedMs), ...simple(facts, limitMs)].join(', '),
    permitted: limit === null ? '' : chosen(limit),
    judged: count(facts.judged),
  };
}

function simple(facts: Verdict['facts'], limitMs: number | null): string[] {
  return Object.entries(facts)
    .filter(([name, value]) => !ELSEWHERE.includes(name) && value !== null && typeof value !== 'object')
    .map(([name, value]) => `${label(name)} ${shown(name, value, limitMs)}`);
}

/** `rejoinedMs` {pg1: 9300} as `pg1 after 9.3 s`; null: was not seen healthy. */
function rejoined(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).map(([node, ms]) =>
    typeof ms === 'number' ? `${node} after ${duration(ms)}` : `${node} not seen healthy`,
  );
}

const LABELS: Record<string, string> = { rtoMs: 'RTO', rpoMs: 'RPO', longestGapMs: 'longest gap' };
const label = (name: string): string =>
  LABELS[name] ??
  name
    .replace(/Ms$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase();

function shown(name: string, value: unknown, limitMs: number | null): string {
  // Galera's epochs begin with a uuid that says nothing at a glance.
  if (typeof value === 'string' && name === 'newestEpoch' && value.includes(':')) return epochName(value, 'mariadb');
  if (typeof value !== 'number') return String(value);
  if (name === 'rtoMs' || name === 'longestGapMs') return measured(value, limitMs);
  return name.endsWith('Ms') ? duration(value) : count(value);
}
