// For tests: a history in a few words. A write's value is the moment it was sent, so that one line says all of it, and
// `pg1/2` is the node pg1 in the epoch 2. Everything goes through the reader, as a file would.

import type { Ranges } from '../columns/ranges.ts';
import type { History } from '../history/history.ts';
import { FORMAT, type Role } from '../history/history-format.ts';
import { HistoryReader } from './history-reader.ts';

export type Line = Record<string, unknown>;

export const RUN: Line = {
  ...{ type: 'run', format: FORMAT, scenario: 'test', engine: 'postgres', seed: 1, plannedFaults: 0, checkers: [] },
  ...{ startedAt: '2026-11-22T18:00:00.000Z', nodes: ['pg1', 'pg2', 'pg3'] },
};
export const GALERA: Line = { ...RUN, engine: 'mariadb', nodes: ['g1', 'g2', 'g3'] };

/** @returns the history's text, with its operations numbered and its end line. */
export function textOf(lines: readonly Line[], run: Line = {}): string {
  const numbered = lines.map((line, i) => (line.type === 'op' ? { index: i, process: i % 8, ...line } : line));
  const all = [{ ...RUN, ...run }, ...numbered, { type: 'end', lines: lines.length + 2 }];
  return all.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** @throws UsageError where the text breaks the format; its file is called `h` */
export function historyOf(text: string): History {
  const reader = new HistoryReader('h');
  reader.push(new TextEncoder().encode(text));
  return reader.finish();
}

/** @returns why the reader refuses the text */
export function refusal(text: string): string {
  try {
    historyOf(text);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('the history was accepted');
}

export const history = (lines: readonly Line[], run: Line = {}): History => historyOf(textOf(lines, run));

const by = (at: string): Line => {
  const [node, ...epoch] = at.split('/');
  return { node, ...(epoch.length > 0 ? { epoch: epoch.join('/') } : {}) };
};
const op = (f: string, from: number, to: number | null, more: Line): Line => ({
  ...{ type: 'op', f, via: 'write', scheduledAtMs: from, invokedAtMs: from, completedAtMs: to, ...more },
});

/** An acknowledged write. */
export const ack = (at: string, from: number, to = from + 2, more: Line = {}): Line =>
  op('add', from, to, { value: from, outcome: 'ok', ...by(at), ...more });
/** A write that may have happened. */
export const unsure = (from: number, to: number | null = from + 2, more: Line = {}): Line =>
  op('add', from, to, { value: from, outcome: 'unknown', ...more });
/** A write that did not happen. */
export const refused = (from: number, to = from + 2, code = 'ECONNREFUSED', more: Line = {}): Line =>
  op('add', from, to, { value: from, outcome: 'fail', error: { code, message: 'refused' }, ...more });
export const notSent = (from: number): Line => refused(from, from, 'NOT_SENT');
/** A transaction of appends and reads: `['append', 'x', 1]`, `['r', 'x', [1]]`. */
export const txn = (value: unknown[], from: number, to: number | null, more: Line): Line =>
  op('txn', from, to, { value, ...more });
/** An acknowledged transaction that appends elements to the list `x`. */
export const append = (at: string, elements: readonly number[], from: number, more: Line = {}): Line =>
  txn(
    elements.map((element) => ['append', 'x', element]),
    from,
    from + 2,
    { outcome: 'ok', ...by(at), ...more },
  );

/** A node's final read of all values. */
export const finalRead = (at: string, value: Ranges, from = 100_000, more: Line = {}): Line =>
  op('read-all', from, from + 10, {
    value,
    final: true,
    outcome: 'ok',
    via: `direct:${by(at).node}`,
    ...by(at),
    ...more,
  });
/** A node's final read of all lists. */
export const finalLists = (at: string, value: Record<string, number[]>, from = 100_000, more: Line = {}): Line =>
  finalRead(at, [], from, { f: 'read-lists', value, ...more });
/** Where the read port led to. */
export const read = (node: string, from: number, to = from + 2, more: Line = {}): Line =>
  op('read', from, to, { value: null, via: 'read', outcome: 'ok', node, ...more });
export const balances = (value: Record<string, number>, from: number, more: Line = {}): Line =>
  op('read-balances', from, from + 2, { value, outcome: 'ok', node: 'g1', ...more });

export const saw = (at: string, role: Role, from: number, to = from + 2, writable: boolean | null = null): Line => ({
  ...{ type: 'observation', askedAtMs: from, atMs: to, role, writable },
  ...by(at),
});
export const fault = (from: number, to: number | null = from + 1000, more: Line = {}): Line => ({
  ...{ type: 'fault', name: 'kill', targets: ['pg1'], injectedAtMs: from, healedAtMs: to, tookEffect: true },
  ...more,
});
export const mark = (from: number, to = from + 4, more: Line = {}): Line => ({
  ...{ type: 'mark', name: 'm', invokedAtMs: from, completedAtMs: to, ...more },
});
export const restore = (value: Ranges | null, more: Line = {}): Line => ({
  ...{ type: 'restore', name: 'r', mark: 'm', target: { type: 'name', value: 'm' }, node: 'restored' },
  ...{ invokedAtMs: 60_000, completedAtMs: 71_000, outcome: 'ok', value, ...more },
});

/** One line at each moment from `from` on and before `to`. */
export function every<T>(ms: number, from: number, to: number, line: (at: number) => T): T[] {
  return Array.from({ length: Math.max(0, Math.ceil((to - from) / ms)) }, (_, i) => line(from + i * ms));
}
