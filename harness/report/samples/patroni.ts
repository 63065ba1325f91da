// Drills of a Patroni cluster, made by hand: pg1 leads on timeline 1 until a fault, then pg2 on timeline 2.
import type { CheckerSpec, FaultLine, HistoryLine } from '../../core/history/history-format.ts';
import type { ToldFault } from '../run-view.ts';
import { linesOf, type Sample } from './history.ts';

const nodes = ['pg1', 'pg2', 'pg3'];
const INJECTED_MS = 8000;
const HEALED_MS = 36_000;
const LENGTH_MS = 46_000;
const ONE = { node: 'pg1', epoch: '1' };
const TWO = { node: 'pg2', epoch: '2' };
const REFUSED = { outcome: 'fail', code: 'ECONNREFUSED' } as const;

export const CHECKERS: CheckerSpec[] = [
  { name: 'failover-within', limitMs: 30_000 },
  { name: 'no-lost-writes' },
  { name: 'no-phantom-writes' },
  { name: 'no-split-brain' },
  { name: 'replicas-converge' },
  { name: 'all-rejoined', withinMs: 60_000 },
];

function fault(more: Partial<ToldFault> & { name: string }): FaultLine {
  const times = { injectedAtMs: INJECTED_MS, healedAtMs: HEALED_MS };
  return { type: 'fault', targets: ['pg1'], ...times, tookEffect: true, primary: 'pg1', ...more } as FaultLine;
}

/** Recovery steps that end with the first acknowledged write at `firstMs`. */
function recovery(firstMs: number): NonNullable<ToldFault['recovery']> {
  return [
    { phase: 'lease expired', atMs: firstMs - 2900 },
    { phase: 'lock taken', atMs: firstMs - 900 },
    { phase: 'promoted', atMs: firstMs - 500 },
    { phase: 'proxy switched', atMs: firstMs - 60 },
    { phase: 'first acknowledged write', atMs: firstMs },
  ];
}

/** The lease runs out and pg2 takes it, each as in `recovery`; pg2 renews it each 5 s. */
const leaseLost = (firstMs: number): NonNullable<ToldFault['lease']> => [
  { kind: 'expired', leader: 'pg1', atMs: firstMs - 2900 },
  { kind: 'taken', leader: 'pg2', atMs: firstMs - 900 },
  { kind: 'renewed', leader: 'pg2', atMs: firstMs + 4100 },
];

function failover(promotedMs: number, more: Partial<Sample>): Sample {
  return {
    ...{ scenario: 'a killed leader is replaced within 30 s', engine: 'postgres', nodes, checkers: CHECKERS },
    ...{ plannedFaults: 1, lengthMs: LENGTH_MS },
    answer: (atMs) => {
      if (atMs < INJECTED_MS) return ONE;
      if (atMs < INJECTED_MS + 300) return { outcome: 'unknown', code: 'ECONNRESET', afterMs: 90 };
      return atMs < promotedMs ? REFUSED : TWO;
    },
    seen: (node, atMs) => {
      const after = atMs >= promotedMs;
      if (node === 'pg1' && atMs >= INJECTED_MS) {
        if (atMs < HEALED_MS) return { role: 'down', writable: null };
        if (atMs < HEALED_MS + 3000) return { role: 'joining', writable: null };
      }
      const leads = node === (after ? 'pg2' : 'pg1') && (after || atMs < INJECTED_MS);
      return { role: leads ? 'primary' : 'replica', writable: leads, epoch: after ? '2' : '1' };
    },
    more: [
      fault({
        ...{ name: 'kill', expectedRtoMs: { min: 15_000, max: 28_000 }, at: 'lease-renewed' },
        ...{ evidence: 'pg1: container exited, its database port refused', recovery: recovery(promotedMs + 4) },
        lease: leaseLost(promotedMs + 4),
      }),
    ],
    final: (_node, acknowledged) => ({ holds: acknowledged, epoch: '2' }),
    ...more,
  };
}

/** Valid: 20.6 s without a write, nothing lost. */
export const leaderKilled = (): HistoryLine[] => linesOf(failover(28_600, {}));

/** Invalid: the outage is longer than the 30 s that are permitted. @param twin it must be */
export function tooSlow(twin = false): HistoryLine[] {
  const scenario = "the reference's settings take longer than 30 s";
  const sample = failover(39_400, { scenario, lengthMs: 52_000 });
  const lines = linesOf({ ...sample, ...(twin ? { caughtBy: 'failover-within' } : {}) });
  return lines.map((line) => (line.type === 'fault' ? { ...line, expectedRtoMs: { min: 23_000, max: 48_000 } } : line));
}

/** A twin that nothing was wrong with: not caught. */
export const twinNotCaught = (): HistoryLine[] => linesOf(failover(28_600, { caughtBy: 'failover-within' }));

/** Invalid: an isolated leader acknowledges for 8 s more; what it took is gone. */
export function isolatedLosing(): HistoryLine[] {
  const UNTIL_MS = INJECTED_MS + 8000;
  const PROMOTED_MS = 24_500;
  const peers = ['pg2', 'pg3', 'etcd1', 'etcd2', 'etcd3'];
  return linesOf(
    failover(PROMOTED_MS, {
      scenario: 'under asynchronous replication an isolated leader is caught',
      caughtBy: 'no-lost-writes',
      answer: (atMs) => (atMs < UNTIL_MS ? ONE : atMs < PROMOTED_MS ? REFUSED : TWO),
      seen: (node, atMs) => {
        const after = atMs >= PROMOTED_MS;
        if (node === 'pg1' && atMs < HEALED_MS + 2000)
          return { role: atMs < UNTIL_MS ? 'primary' : 'replica', writable: atMs < UNTIL_MS, epoch: '1' };
        const leads = node === 'pg2' && after;
        return { role: leads ? 'primary' : 'replica', writable: leads, epoch: after ? '2' : '1' };
      },
      more: [
        fault({
          ...{ name: 'isolate', evidence: 'pg1: 312 packets dropped (both), no peer reached by TCP' },
          ...{ links: peers.map((to) => ({ from: 'pg1', to })), recovery: recovery(PROMOTED_MS + 4) },
        }),
      ],
      // Value 0 was written at 1000 ms, one each 20 ms: gone is what pg1 took once it was alone.
      final: (_node, acknowledged) => ({
        holds: acknowledged.filter((value) => 1000 + value * 20 < INJECTED_MS || 1000 + value * 20 >= PROMOTED_MS),
        epoch: '2',
      }),
    }),
  );
}

/** Invalid: Patroni alone is killed; PostgreSQL on pg1 runs on and takes writes beside pg2 for 12 s. */
export function splitBrain(): HistoryLine[] {
  const PROMOTED_MS = 26_000;
  const UNTIL_MS = 38_000;
  return linesOf(
    failover(PROMOTED_MS, {
      scenario: 'a killed Patroni that nothing restarts is caught as a split-brain',
      caughtBy: 'no-split-brain',
      answer: (atMs) => (atMs < PROMOTED_MS - 1000 ? ONE : atMs < PROMOTED_MS ? REFUSED : TWO),
      seen: (node, atMs) => {
        const after = atMs >= PROMOTED_MS;
        if (node === 'pg1' && atMs < UNTIL_MS) return { role: 'primary', writable: true, epoch: '1' };
        if (node === 'pg1' && atMs < UNTIL_MS + 3000) return { role: 'down', writable: null };
        const leads = node === 'pg2' && after;
        return { role: leads ? 'primary' : 'replica', writable: leads, epoch: after ? '2' : '1' };
      },
      more: [fault({ name: 'kill-patroni', healedAtMs: UNTIL_MS, evidence: 'pg1: patroni (31): 0 still there' })],
    }),
  );
}

/** Valid: etcd answers the leader late for 28 s, and it keeps its lease all the same. */
export function slowEtcd(): HistoryLine[] {
  const links = ['etcd1', 'etcd2', 'etcd3'].map((to) => ({ from: 'pg1', to, delayMs: 2000 }));
  const renewals = [14_000, 19_100, 24_000, 29_000, 34_000];
  return linesOf(
    failover(LENGTH_MS, {
      scenario: 'an etcd that answers late costs at most 30 s',
      checkers: [{ name: 'available', limitMs: 30_000 }, { name: 'no-lost-writes' }, { name: 'no-split-brain' }],
      answer: () => ONE,
      seen: (node) => ({ role: node === 'pg1' ? 'primary' : 'replica', writable: node === 'pg1', epoch: '1' }),
      more: [
        fault({
          ...{ name: 'latency', evidence: 'pg1: round trips etcd1 3.3 to 2005.0 ms', links },
          lease: renewals.map((atMs) => ({ kind: 'renewed', leader: 'pg1', atMs })),
        }),
      ],
      final: (_node, acknowledged) => ({ holds: acknowledged, epoch: '1' }),
    }),
  );
}

/** Unknown: fewer acknowledged writes than it takes, and a fault without effect. */
export function nothingProven(): HistoryLine[] {
  const sample = failover(28_600, { everyMs: 2000 });
  return linesOf(sample).map((line) => (line.type === 'fault' ? { ...line, tookEffect: false } : line));
}

/** Valid: the control run. */
export function nothingHappens(): HistoryLine[] {
  const names = ['no-lost-writes', 'no-phantom-writes', 'no-split-brain', 'replicas-converge'];
  return linesOf(
    failover(LENGTH_MS, {
      ...{ scenario: 'when nothing happens, nothing is reported', plannedFaults: 0, more: [], lengthMs: 20_000 },
      checkers: [{ name: 'available', limitMs: 1000 }, ...names.map((name) => ({ name }))],
      answer: () => ONE,
      seen: (node) => ({ role: node === 'pg1' ? 'primary' : 'replica', writable: node === 'pg1', epoch: '1' }),
      final: (_node, acknowledged) => ({ holds: acknowledged, epoch: '1' }),
    }),
  );
}

/** Valid: five faults, some on top of each other, the last near the end; each leader is replaced by the next. */
export function manyFaults(): HistoryLine[] {
  const at = [6000, 14_000, 15_200, 27_000, 43_500];
  const outageMs = 2500;
  const turn = (atMs: number) => at.filter((injectedAtMs) => atMs >= injectedAtMs + outageMs).length;
  const leads = (atMs: number) => ({ node: nodes[turn(atMs) % 3] as string, epoch: `${turn(atMs) + 1}` });
  const out = (atMs: number) => at.some((injectedAtMs) => atMs >= injectedAtMs && atMs < injectedAtMs + outageMs);
  return linesOf(
    failover(LENGTH_MS, {
      ...{ scenario: 'leader after leader is killed', plannedFaults: at.length, lengthMs: 50_000 },
      checkers: [{ name: 'failover-within', limitMs: 5000 }, { name: 'no-split-brain' }],
      answer: (atMs) => (out(atMs) ? REFUSED : leads(atMs)),
      seen: (node, atMs) => {
        const { node: leader, epoch } = leads(atMs);
        const is = node === leader && !out(atMs);
        return { role: is ? 'primary' : 'replica', writable: is, epoch };
      },
      more: at.map((injectedAtMs, turnAt) =>
        fault({
          ...{ name: 'kill', targets: [nodes[turnAt % 3] as string], injectedAtMs, healedAtMs: injectedAtMs + 5000 },
          recovery: recovery(injectedAtMs + outageMs + 4).filter((step) => step.atMs > injectedAtMs),
        }),
      ),
      final: () => null,
    }),
  );
}
