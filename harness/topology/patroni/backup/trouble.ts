// What went wrong, by its cause, out of what pgBackRest and PostgreSQL say. Pure: their words in, an error out.
import type { ExecResult } from '../../../core/cluster.ts';
import { RecoveryError } from '../../../core/errors.ts';

/** Where something could not be written and less than a WAL segment is left, that is likely why: what was half written is removed by then. */
const FULL_BYTES = 16 * 1024 * 1024;

/** With another passphrase a file's header decrypts to garbage: which is a parse error, a bad padding or a bad magic. */
const UNREADABLE = /FormatError|CryptoError|cipher header|unable to flush|invalid checksum/i;
const NOT_WRITTEN = /FileWriteError|unable to (?:write|sync|create)|No space left|\[064\]|\[104\]|\[082\]/i;

/** Is this said of files that are there and make no sense? */
export const isUnreadable = (said: string): boolean => UNREADABLE.test(said);

/** @returns the error for a repository whose files are there and cannot be read. */
export function cannotBeRead(said: string): RecoveryError {
  if (isUnreadable(said))
    return new RecoveryError(
      'wrong-passphrase',
      'the repository cannot be decrypted: the passphrase is wrong, or its files are damaged. ' +
        `pgBackRest says: ${said.match(/\[?(?:Format|Crypto)Error[^\n\\]*/)?.[0] ?? firstLine(said)}`,
    );
  return new RecoveryError('refused', `the repository cannot be read: ${firstLine(said)}`);
}

/**
 * @param what was attempted, on which node
 * @param freeBytes left on the repository's file system, where it was asked: pgBackRest's own word for a full one can be
 *   "No such file or directory", after its retries
 */
export function troubleOf(what: string, { exitCode, stdout, stderr }: ExecResult, freeBytes?: number): RecoveryError {
  const said = `${stdout}\n${stderr}`;
  const because = `pgBackRest ended with ${exitCode}: ${errorLines(said)}`;
  const error = (reason: RecoveryError['reason'], text: string) =>
    new RecoveryError(reason, `${what}: ${text}. ${because}`);
  if (/requires option: repo1-cipher-pass/.test(said)) return error('wrong-passphrase', 'there is no passphrase');
  if (isUnreadable(said))
    return error(
      'wrong-passphrase',
      'the repository cannot be decrypted: the passphrase is wrong, or its files are damaged',
    );
  if (/no backup sets? (?:found )?to restore/.test(said)) return error('no-backup', 'the repository holds no backup');
  if (/unable to find backup set with/.test(said))
    return error('target-before-first-backup', 'the target lies before the first backup');
  if (NOT_WRITTEN.test(said) && isFull(freeBytes)) return error('repository-full', fullWith(freeBytes));
  if (/\[082\]/.test(said)) return error('not-archived', 'PostgreSQL does not archive its WAL into the repository');
  return error('refused', 'it was refused');
}

/**
 * @returns the error for a WAL segment that does not arrive in the repository.
 * @param last the last one there
 */
export function notArrived(leader: string, wanted: string, last: string, withinS: number, freeBytes?: number) {
  const what = `WAL segment ${wanted} of ${leader} did not arrive in the repository within ${withinS} s; the last one there is ${last}`;
  return isFull(freeBytes)
    ? new RecoveryError(
        'repository-full',
        `${what}: ${fullWith(freeBytes)}. Make room there; archiving then goes on by itself`,
      )
    : new RecoveryError('not-archived', `${what}. Read the log of ${leader} for what its archive_command says.`);
}

const isFull = (freeBytes: number | undefined): freeBytes is number =>
  freeBytes !== undefined && freeBytes < FULL_BYTES;
const fullWith = (freeBytes: number): string =>
  `the repository is full (${freeBytes} bytes are left, less than a WAL segment)`;

/** What PostgreSQL's log says of a recovery. */
export interface RecoveryLog {
  /** Its own words on where it stopped, e.g. `stopping before commit of transaction 745, time …`; null: it did not. */
  stopped: string | null;
  fatal: string | null;
}

/** @param log of a server; the last start in it counts */
export function readRecoveryLog(log: string): RecoveryLog {
  const last = log.slice(Math.max(0, log.lastIndexOf('starting PostgreSQL')));
  return {
    stopped: last.match(/LOG:\s+recovery (stopping (?:before|after) .*)/)?.[1]?.trim() ?? null,
    fatal: last.match(/(?:FATAL|PANIC):\s+(.*)/)?.[1]?.trim() ?? null,
  };
}

/** @returns the error for a recovery that ended without reaching its target. */
export function recoveryTrouble(what: string, { fatal }: RecoveryLog): RecoveryError {
  if (/before configured recovery target was reached/.test(fatal ?? ''))
    return new RecoveryError(
      'target-after-last-wal',
      `${what}: the archived WAL ends before the target. PostgreSQL says: ${fatal}`,
    );
  if (/before consistent recovery point/.test(fatal ?? ''))
    return new RecoveryError(
      'target-before-first-backup',
      `${what}: the target lies before the end of the backup. PostgreSQL says: ${fatal}`,
    );
  return new RecoveryError(
    'refused',
    `${what}: PostgreSQL did not recover: ${fatal ?? 'it says nothing of its target'}`,
  );
}

const firstLine = (text: string) => text.split('\n')[0]?.trim() ?? '';

/** The ERROR line and what hangs below it, without the garbage that a wrong key makes of a file. */
function errorLines(said: string): string {
  const lines = said.split('\n');
  const at = lines.findIndex((line) => /\bERROR:/.test(line));
  const found = (at < 0 ? lines.filter((line) => line.trim() !== '').slice(-1) : lines.slice(at, at + 3))
    .filter((line) => !/\bINFO:|FormatError: key/.test(line))
    .map((line) => line.replace(/^.*\bERROR:\s*/, '').trim());
  return found.join(' ').slice(0, 400) || 'it says nothing';
}
