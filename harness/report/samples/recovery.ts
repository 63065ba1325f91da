// A DROP TABLE under load, undone three times: to the side by time and by LSN, then in place, after which writes go on.
import type { HistoryLine, RestoreLine } from '../../core/history/history-format.ts';
import type { ToldRestore } from '../run-view.ts';
import { linesOf, ranges } from './history.ts';

const DROPPED_MS = 20_000;
const PLACE_MS = 46_000;
const BACK_MS = 58_000;
const LENGTH_MS = 70_000;
const POSITION = '0/5000060';
const TIME = '2026-11-22 18:00:20.002000+00';
// Value 0 was written at 1000 ms, one each 20 ms.
const BEFORE = Array.from({ length: (DROPPED_MS - 1000) / 20 }, (_, value) => value);

function restore(
  name: string,
  target: RestoreLine['target'],
  [invokedAtMs, completedAtMs]: [number, number],
  lacking = 0,
): ToldRestore {
  const to = name.startsWith('place') ? 'place' : 'side';
  return {
    ...{ type: 'restore', name, mark: 'drop-table', target, node: to === 'side' ? 'side' : 'pg1', to },
    ...{ invokedAtMs, completedAtMs, outcome: 'ok', value: ranges(BEFORE.slice(0, BEFORE.length - lacking)) },
    ...{ backup: '20261122-180012F', referenceMs: { min: 900_000, max: 3_600_000 } },
    steps: [
      { step: 'WAL archived', atMs: invokedAtMs + 900 },
      { step: 'restored', atMs: completedAtMs - 2500 },
      { step: 'read', atMs: completedAtMs - 100 },
    ],
  };
}

/** @param lacking how many of the last values the restore to the side by LSN lacks; 0: all are exact */
export function tableDropped(lacking = 0): HistoryLine[] {
  const fault = {
    ...{ type: 'fault', name: 'drop-table', targets: ['pg1'], injectedAtMs: DROPPED_MS + 2, healedAtMs: BACK_MS },
    ...{
      tookEffect: true,
      primary: 'pg1',
      at: 'now',
      evidence: 'hadrill_set: pg1 gone, pg2 gone, pg3 gone',
      recovery: [],
    },
  } as HistoryLine;
  return linesOf({
    ...{ scenario: 'a dropped table is back to the transaction', engine: 'postgres', nodes: ['pg1', 'pg2', 'pg3'] },
    checkers: [{ name: 'restored-exactly', mark: 'drop-table' }, { name: 'no-lost-writes' }],
    ...{ plannedFaults: 1, lengthMs: LENGTH_MS },
    answer: (atMs) => {
      if (atMs < DROPPED_MS) return { node: 'pg1', epoch: '1' };
      return atMs < BACK_MS ? { outcome: 'fail', code: '42P01' } : { node: 'pg1', epoch: '2' };
    },
    seen: (node, atMs) => {
      if (atMs >= PLACE_MS && atMs < BACK_MS - 1500) return { role: 'down', writable: null };
      const writable = node === 'pg1';
      return { role: writable ? 'primary' : 'replica', writable, epoch: atMs < BACK_MS ? '1' : '2' };
    },
    more: [
      fault,
      {
        ...{ type: 'mark', name: 'drop-table', invokedAtMs: DROPPED_MS + 2, completedAtMs: DROPPED_MS + 9 },
        ...{ barrier: true, position: POSITION },
      },
      restore('side-by-time', { type: 'time', value: TIME }, [26_000, 33_500]),
      restore('side-by-lsn', { type: 'lsn', value: POSITION }, [34_000, 45_300], lacking),
      restore('place-by-lsn', { type: 'lsn', value: POSITION }, [PLACE_MS, BACK_MS + 100]),
    ],
    final: (_node, acknowledged) => ({ holds: acknowledged, epoch: '2' }),
  });
}
