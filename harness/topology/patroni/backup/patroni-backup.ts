// The backup of a Patroni cluster behind the `Backup` interface: on whichever node leads when it is asked for.
import { setTimeout as sleep } from 'node:timers/promises';
import type { Backup, BackupSet, RecoveryTarget, RestoreOptions } from '../../../core/backup.ts';
import { RecoveryError } from '../../../core/errors.ts';
import type { PatroniCluster } from '../cluster.ts';
import { type InPlaceOptions, restoreInPlace } from './in-place.ts';
import { PgBackRest } from './pgbackrest.ts';
import { restoreToSide, SPARE } from './side.ts';
import { notArrived } from './trouble.ts';

/** A segment arrives 0.2 s after it was switched; PostgreSQL tries again after 1 s, three times, then after 60 s. */
const ARCHIVED_MS = 70_000;
const ASK_MS = 10_000;
const POLL_MS = 100;

export class PatroniBackup implements Backup {
  readonly tool = 'pgBackRest';
  readonly #cluster: PatroniCluster;

  constructor(cluster: PatroniCluster) {
    this.#cluster = cluster;
  }

  /** Makes the stanza, and proves that WAL arrives in the repository. */
  async initialise(): Promise<void> {
    await this.#on(await this.#leader('the stanza')).initialise();
  }

  async takeFull(signal: AbortSignal): Promise<BackupSet> {
    const leader = await this.#leader('a full backup');
    signal.throwIfAborted();
    return this.#on(leader).full();
  }

  /** Asks the repository and not PostgreSQL's statistics: those count no failure while a push only waits. */
  async archiveNow(signal: AbortSignal): Promise<void> {
    const leader = await this.#leader('archiving');
    const sql = 'select pg_walfile_name(pg_switch_wal())';
    const switched = await this.#cluster.exec(leader, ['psql', '-XAtc', sql], { timeoutMs: ASK_MS });
    const wanted = switched.stdout.trim();
    if (!/^[0-9A-F]{24}$/.test(wanted))
      throw new RecoveryError('not-archived', `${leader} did not end its WAL segment: ${switched.stderr.trim()}`);
    const until = performance.now() + ARCHIVED_MS;
    for (let last = 'none'; ; await sleep(POLL_MS)) {
      signal.throwIfAborted();
      last = (await this.#on(leader).repository()).archive?.last ?? 'none';
      if (last !== 'none' && last >= wanted) return;
      if (performance.now() > until)
        throw notArrived(leader, wanted, last, ARCHIVED_MS / 1000, await this.#on(leader).freeBytes());
    }
  }

  async toSide(target: RecoveryTarget, name: string, options: RestoreOptions) {
    const node = await this.#leader(`restore ${name}`);
    return restoreToSide(this.#on(node), target, name, options, () =>
      this.#cluster.containers.spare(node, name, SPARE),
    );
  }

  async inPlace(target: RecoveryTarget, options: InPlaceOptions) {
    return restoreInPlace(this.#cluster, await this.#leader('restore in place'), target, options);
  }

  #on(node: string): PgBackRest {
    return new PgBackRest((argv, options) => this.#cluster.exec(node, argv, options), node);
  }

  async #leader(what: string): Promise<string> {
    const leader = await this.#cluster.leader();
    if (!leader) throw new RecoveryError('refused', `${what}: no node leads now`);
    return leader;
  }
}
