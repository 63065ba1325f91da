// A DROP TABLE under load, undone twice: restored to the side by time and by LSN.
import type { HistoryLine, RestoreLine } from '../../core/history-format.ts';
import { linesOf, ranges } from './history.ts';

const DROPPED_MS = 20_000;
const LENGTH_MS = 62_000;
const POSITION = '0/5000060';

/** @param lacking how many of the last values the second restore lacks; 0: it is exact */
export function tableDropped(lacking = 0): HistoryLine[] {
  // Value 0 was written at 1000 ms, one each 20 ms.
  const before = Array.from({ length: (DROPPED_MS - 1000) / 20 }, (_, value) => value);
  const restore = (
    name: string,
    target: RestoreLine['target'],
    from: number,
    to: number,
    less: number,
  ): RestoreLine => ({
    ...{ type: 'restore', name, mark: 'drop-table', target, node: 'restored', invokedAtMs: from, completedAtMs: to },
    ...{ outcome: 'ok', value: ranges(before.slice(0, before.length - less)) },
  });
  return linesOf({
    ...{ scenario: 'a dropped table comes back exactly', engine: 'postgres', nodes: ['pg1', 'pg2', 'pg3'] },
    checkers: [{ name: 'restored-exactly', mark: 'drop-table' }],
    ...{ plannedFaults: 0, lengthMs: LENGTH_MS },
    answer: (atMs) => (atMs < DROPPED_MS ? { node: 'pg1', epoch: '1' } : { outcome: 'fail', code: '42P01' }),
    seen: (node) => ({ role: node === 'pg1' ? 'primary' : 'replica', writable: node === 'pg1', epoch: '1' }),
    more: [
      {
        ...{ type: 'mark', name: 'drop-table', invokedAtMs: DROPPED_MS + 2, completedAtMs: DROPPED_MS + 9 },
        ...{ barrier: true, position: POSITION },
      },
      restore('by-time', { type: 'time', value: '2026-11-22 18:00:20.002+00' }, 26_000, 37_500, 0),
      restore('by-lsn', { type: 'lsn', value: POSITION }, 38_000, 52_300, lacking),
    ],
    final: () => null,
  });
}
