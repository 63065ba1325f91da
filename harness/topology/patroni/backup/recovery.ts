// Starts a restored PostgreSQL by hand and waits until it has reached its target and promoted itself; or says why not.
// By hand and not by Patroni: a Patroni that finds a data directory starts it as a standby and forgets its target.
import { setTimeout as sleep } from 'node:timers/promises';
import { RecoveryError } from '../../../core/errors.ts';
import { DATA } from './files.ts';
import type { Run } from './pgbackrest.ts';
import { readRecoveryLog, recoveryTrouble } from './trouble.ts';

const LOG = '/tmp/hadrill-recovery.log';
/** Every answer is a command in a container, which takes 0.1 s; a loaded machine gets a hundredfold. */
const ASK_MS = 10_000;
/** Replaying three segments takes 0.5 s, each more about 0.1 s; this leaves room for some hundreds. */
const RECOVERED_MS = 60_000;
const POLL_MS = 50;
/** `pg_ctl status`: no server runs (PostgreSQL documentation, "pg_ctl"). */
const NO_SERVER = 3;

/**
 * @param what for errors, e.g. `restore by-lsn`
 * @param options server options, as in `-c name=value`
 * @returns PostgreSQL's own words on where it stopped
 * @throws RecoveryError `target-after-last-wal`, `target-before-first-backup`, `refused`
 */
export async function recover(run: Run, what: string, options: string, signal: AbortSignal): Promise<string> {
  const ask = (argv: string[]) => run(argv, { timeoutMs: ASK_MS });
  const until = performance.now() + RECOVERED_MS;
  // It waits until the server answers or has ended: before that, "no server runs" would say nothing.
  const start = ['pg_ctl', 'start', '-w', '-t', String(RECOVERED_MS / 1000), '-D', DATA, '-l', LOG, '-o', options];
  await run(start, { timeoutMs: RECOVERED_MS + ASK_MS });
  for (;;) {
    signal.throwIfAborted();
    const { stdout } = await ask(['psql', '-XAtc', 'select pg_is_in_recovery()']);
    if (stdout.trim() === 'f') break;
    const { exitCode } = await ask(['pg_ctl', 'status', '-D', DATA]);
    const late = performance.now() > until;
    if (exitCode === NO_SERVER || late) throw await whyNot(late);
    await sleep(POLL_MS);
  }
  const { stopped } = readRecoveryLog(await log());
  // It promoted: without having met its target it replayed whatever there was, which is not what was asked for.
  if (stopped === null) throw recoveryTrouble(what, { stopped, fatal: null });
  return stopped;

  async function log(): Promise<string> {
    return (await ask(['cat', LOG])).stdout;
  }
  async function whyNot(late: boolean): Promise<RecoveryError> {
    const seen = readRecoveryLog(await log());
    if (seen.fatal !== null || !late) return recoveryTrouble(what, seen);
    return new RecoveryError('refused', `${what}: PostgreSQL has not recovered within ${RECOVERED_MS / 1000} s`);
  }
}

/** Stops it in the ordinary way, with a checkpoint. @throws RecoveryError */
export async function stopRecovered(run: Run, what: string): Promise<void> {
  const { exitCode, stdout, stderr } = await run(['pg_ctl', 'stop', '-w', '-m', 'fast', '-D', DATA], {
    timeoutMs: RECOVERED_MS,
  });
  if (exitCode !== 0)
    throw new RecoveryError('refused', `${what}: the recovered PostgreSQL did not stop: ${(stderr || stdout).trim()}`);
}
