// Drops the workload's table on the leader, as somebody in the wrong window does. It reaches every node at once: a
// cluster's other nodes are no help, only a backup is.
import { z } from 'zod';
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Mark } from '../core/mark.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { optionsOf } from './options.ts';
import { poll } from './poll.ts';

const TABLE = 'hadrill_set';
/** It waits for the writes under way and then for its standby: milliseconds; 5 s is a workload's own deadline, and again. */
const DROP_MS = 10_000;
/** A streaming replica replays it within milliseconds. */
const GONE_MS = 10_000;
const ASK_MS = 5_000;
/** The other writers get their answer at once; what stays is the missing table, until a restore. */
const MAX_DURATION_MS = 600_000;

/**
 * Asked after the table was dropped and before the commit: the lock is held, so every write that was there before has
 * committed, and none can follow. Time in microseconds, as PostgreSQL and pgBackRest take it.
 */
const MOMENT =
  "SELECT pg_current_wal_insert_lsn(), pg_current_xact_id()::xid, to_char(clock_timestamp() AT TIME ZONE 'UTC', " +
  "'YYYY-MM-DD HH24:MI:SS.US') || '+00', ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::int";

const TAKEN = { mark: z.string().min(1).default('drop-table').describe('a name') };

/**
 * Effect: the table is gone on every node. Nothing heals it but a restore in place, so inject it by `inject(…)`.
 * @param options.mark name of the mark that it leaves, for `restore` and `restoredExactly`
 * @throws UsageError when an option is unknown or wrong
 */
export function dropTable(options: { mark?: string } = {}): Fault {
  const { mark } = optionsOf('dropTable', TAKEN, options);
  return {
    name: 'drop-table',
    onlyOn: 'patroni',
    target: 'primary',
    endsInFailover: false,
    maxDurationMs: MAX_DURATION_MS,
    planned: true,
    mark,
    async inject(cluster, { now, signal, log }): Promise<Injection> {
      const [node] = await cluster.resolve('primary');
      if (!node) throw new FaultError('drop-table: no node is primary now');
      signal.throwIfAborted();
      const invokedAtMs = now();
      const moment = await drop(cluster, node);
      const completedAtMs = now();
      log('dropped', { node, ...moment });
      return {
        targets: [node],
        injectedAtMs: invokedAtMs,
        mark: { name: mark, invokedAtMs, completedAtMs, barrier: true, node, ...moment },
        proveEffect: (abort) => proveGone(cluster, abort),
        heal: async () => {},
      };
    },
  };
}

async function drop(cluster: Cluster, node: string): Promise<Pick<Mark, 'position' | 'xid' | 'time' | 'timeline'>> {
  const argv = ['psql', '-XAtq', '-v', 'ON_ERROR_STOP=1', '--single-transaction'];
  const statements = ['-c', `DROP TABLE ${TABLE}`, '-c', MOMENT];
  const { exitCode, stdout, stderr } = await cluster.exec(node, [...argv, ...statements], { timeoutMs: DROP_MS });
  const [position, xid, time, timeline] = stdout.trim().split('|');
  if (exitCode !== 0 || !position || !xid || !time || !timeline)
    throw new FaultError(`drop-table on ${node}: psql ended with ${exitCode}: ${(stderr || stdout).trim()}`);
  return { position, xid, time, timeline };
}

async function proveGone(cluster: Cluster, signal: AbortSignal) {
  const argv = ['psql', '-XAtc', `SELECT to_regclass('${TABLE}') IS NULL`];
  let seen = '';
  const gone = await poll(
    async () => {
      const answers = await Promise.all(
        cluster.nodes.map(async (node) => {
          const { stdout, stderr } = await cluster.exec(node, argv, { timeoutMs: ASK_MS });
          return { node, text: { t: 'gone', f: 'still there' }[stdout.trim()] ?? stderr.trim() };
        }),
      );
      seen = answers.map(({ node, text }) => `${node} ${text}`).join(', ');
      return answers.every(({ text }) => text === 'gone') ? seen : null;
    },
    { timeoutMs: GONE_MS, signal },
  );
  return { tookEffect: gone !== null, evidence: `${TABLE}: ${seen}` };
}
