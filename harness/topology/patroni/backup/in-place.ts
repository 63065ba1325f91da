// A restore in place: the whole cluster is stopped, one node restored, the cluster's state in the DCS forgotten; then that
// node leads, and the others are made anew from it.
import type { RecoveryTarget, Restored, RestoreOptions } from '../../../core/backup.ts';
import { RecoveryError } from '../../../core/errors.ts';
import { waitFor } from '../../wait.ts';
import type { PatroniCluster } from '../cluster.ts';
import { forgetCluster } from '../etcd.ts';
import { dynamicConfiguration } from '../files.ts';
import { PROFILES } from '../profiles.ts';
import { patchConfig } from '../rest.ts';
import { isLeader, isWell } from '../roles.ts';
import { restEndpoint } from '../settings.ts';
import { DATA } from './files.ts';
import { PgBackRest, type Run } from './pgbackrest.ts';
import { recover, stopRecovered } from './recovery.ts';
import { chooseBackup, inWords, mustBeKnown, segmentToFind } from './target.ts';

/** While it exists in a node, its container starts nothing (fixtures/images/patroni/entrypoint). */
const HOLD = '/var/lib/postgresql/hold';
/** A fast shutdown with its checkpoint takes 1 to 3 s; tenfold, then SIGKILL. */
const STOP_S = 30;
/** Removing some thousand small files takes well under a second. */
const EMPTY_MS = 20_000;
const PORT = 5432;
/**
 * A server that stops waits for every connection that has not said yet who it is, and for a minute by default: seen once
 * in eight restores, 58 s. Whoever speaks at all does it within milliseconds.
 */
const SOON_SPOKEN = '-c authentication_timeout=2s';
/** Patroni starts PostgreSQL, takes the key and promotes it: within two HA loops, 2 × 10 s, and 10 s for the machine. */
const LEADS_MS = 30_000;
/** What pgBackRest wrote for this recovery: left there, it would be found by the next one. */
const RECOVERY_SETTINGS = [
  'restore_command',
  'recovery_target',
  'recovery_target_time',
  'recovery_target_lsn',
  'recovery_target_xid',
  'recovery_target_inclusive',
  'recovery_target_action',
  'recovery_target_timeline',
];

export interface InPlaceOptions extends RestoreOptions {
  whileClosed(restored: Restored): Promise<void>;
}

/** @throws RecoveryError before anything is stopped when the repository or the target is at fault. */
export async function restoreInPlace(
  cluster: PatroniCluster,
  node: string,
  target: RecoveryTarget,
  { signal, onStep, whileClosed }: InPlaceOptions,
): Promise<Restored> {
  const run: Run = (argv, options) => cluster.exec(node, argv, options);
  const pgbackrest = new PgBackRest(run, node);
  const repository = await pgbackrest.repository();
  const set = chooseBackup(repository, target);
  mustBeKnown(target);
  const wanted = segmentToFind(repository, target);
  if (wanted !== null && !(await pgbackrest.holds(wanted)))
    throw new RecoveryError(
      'target-after-last-wal',
      `restore in place: the target ${inWords(target)} is in WAL segment ${wanted}, which the archive does not hold: the cluster ` +
        'went on on another timeline before it was full',
    );
  signal.throwIfAborted();
  const others = cluster.nodes.filter((one) => one !== node);

  await stopAll(cluster, node, others);
  onStep('cluster stopped');
  await forgetCluster(await cluster.endpoint('etcd1', 2379));
  await Promise.all([
    pgbackrest.restore(target, set, { delta: true, archiving: true }),
    ...others.map((other) => must(cluster, other, ['find', DATA, '-mindepth', '1', '-delete'], EMPTY_MS)),
  ]);
  onStep('files restored');
  const reached = await recover(run, `restore in place on ${node}`, SOON_SPOKEN, signal);
  onStep('recovered');
  const restored = { node, endpoint: await cluster.endpoint(node, PORT), backup: set.label, reached };
  await whileClosed(restored);
  for (const name of RECOVERY_SETTINGS)
    await must(cluster, node, ['psql', '-XAtqc', `ALTER SYSTEM RESET ${name}`], EMPTY_MS);
  await stopRecovered(run, `restore in place on ${node}`);

  await release(cluster, node);
  await leads(cluster, node, signal);
  onStep('leader up');
  await Promise.all(others.map((other) => release(cluster, other)));
  return restored;
}

/** Replicas first: with the leader gone before them, one of them would be promoted. Then all containers again, held. */
async function stopAll(cluster: PatroniCluster, leader: string, others: readonly string[]): Promise<void> {
  await Promise.all(cluster.nodes.map((node) => must(cluster, node, ['touch', HOLD], EMPTY_MS)));
  await Promise.all(others.map((node) => cluster.stop(node, STOP_S)));
  await cluster.stop(leader, STOP_S);
  await Promise.all(cluster.nodes.map((node) => cluster.start(node)));
  // Of a server that had to be killed it is still there, and a restore would be refused; nothing runs while held.
  await must(cluster, leader, ['rm', '-f', `${DATA}/postmaster.pid`], EMPTY_MS);
}

const release = (cluster: PatroniCluster, node: string) => must(cluster, node, ['rm', HOLD], EMPTY_MS);

/** A fresh DCS is filled from what Patroni remembers in the data directory; set again, so that it is what was asked for. */
async function leads(cluster: PatroniCluster, node: string, signal: AbortSignal): Promise<void> {
  await waitFor(
    `${node} does not lead after its restore`,
    async () => {
      const leader = (await cluster.view()).find(isLeader);
      if (leader?.name !== node || !isWell(leader)) return `the leader is ${leader?.name ?? 'nobody'}`;
      const rest = await restEndpoint(cluster, node);
      await patchConfig(rest, dynamicConfiguration(cluster.asked, PROFILES[cluster.asked.profile].loopWaitS));
      return null;
    },
    { timeoutMs: LEADS_MS, signal },
  );
}

async function must(cluster: PatroniCluster, node: string, argv: string[], timeoutMs: number): Promise<void> {
  const { exitCode, stdout, stderr } = await cluster.exec(node, argv, { timeoutMs });
  if (exitCode !== 0)
    throw new RecoveryError(
      'refused',
      `${node}: ${argv.join(' ')} ended with ${exitCode}: ${(stderr || stdout).trim()}`,
    );
}
