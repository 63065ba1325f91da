// pgBackRest on one node: its commands with limits of their own, and their failures by cause.
import type { BackupSet, RecoveryTarget } from '../../../core/backup.ts';
import type { ExecResult } from '../../../core/cluster.ts';
import { RecoveryError } from '../../../core/errors.ts';
import { REPOSITORY, STANZA } from './files.ts';
import { type Repository, repositoryOf } from './info.ts';
import { restoreArguments } from './target.ts';
import { troubleOf } from './trouble.ts';

/** Runs argv where pgBackRest is, never through a shell. */
export type Run = (argv: string[], options: { timeoutMs: number }) => Promise<ExecResult>;

/** Each takes under a second here; on an unreachable repository pgBackRest alone would wait for a minute and more. */
const ASK_S = 15;
/** It waits for a WAL segment to arrive in the archive: 0.7 s here; pgBackRest's own limit is 60 s. */
const CHECK_S = 70;
/** 22 MB take 2 to 4 s, and as many seconds again for the segments it waits for; twentyfold. */
const BACKUP_S = 150;
/** 22 MB take 1 s; fiftyfold. */
const RESTORE_S = 60;
/** After `timeout` has asked it to end, and then for the answer to arrive. */
const GRACE_S = 5;

export class PgBackRest {
  readonly #run: Run;
  readonly #where: string;
  readonly #repository: string;

  /** @param where the node's name, for errors. @param repository its folder, whose file system may be full */
  constructor(run: Run, where: string, repository = REPOSITORY) {
    this.#run = run;
    this.#where = where;
    this.#repository = repository;
  }

  /** @throws RecoveryError when it cannot be read, whatever the exit code */
  async repository(): Promise<Repository> {
    const { stdout } = await this.#command('reading the repository', ['--output=json', 'info'], ASK_S);
    return repositoryOf(stdout);
  }

  /** Idempotent. @throws RecoveryError; also when archiving does not work from end to end */
  async initialise(): Promise<void> {
    await this.#command('creating the stanza', ['stanza-create'], ASK_S);
    await this.#command('checking that WAL arrives in the repository', ['check'], CHECK_S);
  }

  /** @returns the backup as it is in the repository afterwards. */
  async full(): Promise<BackupSet> {
    const { stdout } = await this.#command('a full backup', ['--type=full', 'backup'], BACKUP_S);
    const label = stdout.match(/new backup label = (\S+)/)?.[1];
    const made = (await this.repository()).backups.find((one) => one.label === label);
    if (!made)
      throw new RecoveryError(
        'refused',
        `a full backup from ${this.#where}: it ended well, and ${label} is not listed`,
      );
    return made;
  }

  /** @returns whether the archive holds this WAL segment as a whole. */
  async holds(segment: string): Promise<boolean> {
    const args = ['--recurse', `--filter=${segment}-[0-9a-f]{40}`, 'repo-ls', `archive/${STANZA}`];
    const { stdout } = await this.#command(`looking for WAL segment ${segment}`, args, ASK_S);
    return stdout.trim() !== '';
  }

  /** @throws RecoveryError; with `delta` the data directory may be half restored then */
  async restore(target: RecoveryTarget, set: BackupSet, how: { delta: boolean; archiving: boolean }): Promise<void> {
    const what = `restoring ${set.label}`;
    await this.#command(what, [...restoreArguments(target, set, how), 'restore'], RESTORE_S);
  }

  async #command(what: string, args: string[], limitS: number): Promise<ExecResult> {
    // `timeout` ends the command itself; without it one that we give up would go on, and hold its lock.
    const argv = ['timeout', `--kill-after=${GRACE_S}`, String(limitS), 'pgbackrest', `--stanza=${STANZA}`, ...args];
    const result = await this.#run(argv, { timeoutMs: (limitS + 2 * GRACE_S) * 1000 });
    if (result.exitCode === 0) return result;
    if (result.exitCode === TIMED_OUT)
      throw new RecoveryError('refused', `${what} on ${this.#where}: not done within ${limitS} s`);
    throw troubleOf(`${what} on ${this.#where}`, result, await this.freeBytes());
  }

  /** @returns what is left on the repository's file system; undefined where that cannot be told. */
  async freeBytes(): Promise<number | undefined> {
    const argv = ['df', '--output=avail', '--block-size=1', this.#repository];
    const result = await this.#run(argv, { timeoutMs: ASK_S * 1000 }).catch(() => null);
    const free = Number(result?.stdout.trim().split('\n').at(-1));
    return result?.exitCode === 0 && Number.isFinite(free) ? free : undefined;
  }
}

/** coreutils' `timeout`. */
const TIMED_OUT = 124;
