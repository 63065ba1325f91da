// Drills of a Galera cluster, made by hand. An epoch is `<cluster state uuid>:<view>:<members>`.
import type { HistoryLine } from '../../core/history/history-format.ts';
import { linesOf, type Sample } from './history.ts';

const nodes = ['g1', 'g2', 'g3'];
const UUID = '9f1c2d3e-0000-11ef-8000-0242ac110002';
const ALL = `${UUID}:3:g1+g2+g3`;
const CUT_MS = 8000;
const HEALED_MS = 24_000;
const STALL_MS = 6000;

const base: Pick<Sample, 'engine' | 'nodes' | 'plannedFaults' | 'lengthMs'> = {
  ...{ engine: 'mariadb', nodes, plannedFaults: 1, lengthMs: 34_000 },
};

function isolation(name: string, links: { from: string; to: string }[]): HistoryLine {
  const line = {
    ...{ type: 'fault', name, targets: ['g1'], injectedAtMs: CUT_MS, healedAtMs: HEALED_MS, tookEffect: true },
    ...{ primary: 'g1', evidence: 'g1: 204 packets dropped (both), no peer reached by TCP', links },
  };
  return line as HistoryLine;
}

const LINKS = [
  { from: 'g1', to: 'g2' },
  { from: 'g1', to: 'g3' },
];

/** Valid: the writer is cut off, refuses, and rejoins; the majority goes on after 6 s. */
export function writerIsolated(): HistoryLine[] {
  const majority = `${UUID}:4:g2+g3`;
  const again = `${UUID}:5:g1+g2+g3`;
  const back = HEALED_MS + 1500;
  return linesOf({
    ...base,
    scenario: 'an isolated writer refuses, the majority goes on, nothing is lost',
    checkers: [{ name: 'failover-within', limitMs: 30_000 }, { name: 'no-lost-writes' }, { name: 'no-split-brain' }],
    answer: (atMs) => {
      if (atMs < CUT_MS) return { node: 'g1', epoch: ALL };
      if (atMs < CUT_MS + STALL_MS) return { outcome: 'unknown', code: '1213', afterMs: 2000 };
      return { node: 'g2', epoch: atMs < back ? majority : again };
    },
    seen: (node, atMs) => {
      if (atMs < CUT_MS) return { role: 'primary', writable: true, epoch: ALL };
      if (atMs >= back) return { role: 'primary', writable: true, epoch: again };
      if (node === 'g1') return { role: 'non-primary', writable: false };
      const stalls = atMs < CUT_MS + STALL_MS;
      return { role: 'primary', writable: !stalls, epoch: stalls ? ALL : majority };
    },
    more: [isolation('isolate', LINKS)],
    final: (_node, acknowledged) => ({ holds: acknowledged, epoch: again }),
  });
}

/**
 * Invalid: both sides of the partition were bootstrapped, with one state uuid and one view number. The side that began later
 * ends first, for it is healed by discarding it.
 */
export function bothBootstrapped(): HistoryLine[] {
  const BOOTSTRAPPED_MS = 15_000;
  const JOINING_MS = HEALED_MS + 1500;
  const JOINED_MS = HEALED_MS + 3000;
  const [minority, majority, again] = [`${UUID}:4:g1`, `${UUID}:4:g2+g3`, `${UUID}:5:g1+g2+g3`];
  const discarded = (value: number) => 1000 + value * 20 >= BOOTSTRAPPED_MS && 1000 + value * 20 < HEALED_MS;
  return linesOf({
    ...base,
    scenario: 'bootstrap on both sides of a partition is caught as a split-brain',
    caughtBy: 'no-split-brain',
    checkers: [{ name: 'no-split-brain' }, { name: 'no-lost-writes' }],
    answer: (atMs) => {
      if (atMs < CUT_MS) return { node: 'g1', epoch: ALL };
      if (atMs < BOOTSTRAPPED_MS) return { outcome: 'fail', code: '1047' };
      if (atMs < HEALED_MS) return { node: 'g1', epoch: minority };
      return { node: 'g2', epoch: atMs < JOINED_MS ? majority : again };
    },
    seen: (node, atMs) => {
      if (atMs < CUT_MS) return { role: 'primary', writable: true, epoch: ALL };
      if (atMs >= JOINED_MS) return { role: 'primary', writable: true, epoch: again };
      if (node === 'g1') {
        if (atMs < BOOTSTRAPPED_MS) return { role: 'non-primary', writable: false };
        if (atMs < HEALED_MS) return { role: 'primary', writable: true, epoch: minority };
        return { role: atMs < JOINING_MS ? 'down' : 'joining', writable: null };
      }
      const stalls = atMs < CUT_MS + STALL_MS;
      return { role: 'primary', writable: !stalls, epoch: stalls ? ALL : majority };
    },
    more: [isolation('cut', LINKS)],
    final: (_node, acknowledged) => ({ holds: acknowledged.filter((value) => !discarded(value)), epoch: again }),
  });
}
