import { expect, test } from 'vitest';
import { notArrived, readRecoveryLog, recoveryTrouble, troubleOf } from './trouble.ts';

// Recorded from pgBackRest 2.55.1 and 2.45, and PostgreSQL 17.
const GARBAGE = `2026-11-24 22:59:56.650 P00   WARN: repo1: [FormatError] unable to load info file '/var/lib/pgbackrest/backup/hadrill/backup.info':
                                    FormatError: key/value found outside of section at line 1: C?]??_
2026-11-24 22:59:56.650 P00  ERROR: [075]: no backup set found to restore`;
const FULL = `2026-11-24 23:09:33.299 P00  ERROR: [064]: raised from local-1 protocol: unable to write '/repo/backup/hadrill/20261124-230916F/pg_data/base/4/2838.gz'
                                        [FileWriteError] on 2 retries from 56-15092ms: unable to write '/repo/2838.gz': [2] No such file or directory`;
const UNARCHIVED =
  '2026-11-24 23:10:01.535 P00  ERROR: [082]: WAL segment 000000010000000000000002 was not archived before the 5000ms timeout';

test.each([
  ['a wrong passphrase on restore', 75, GARBAGE, undefined, 'wrong-passphrase'],
  [
    'no passphrase',
    37,
    'P00  ERROR: [037]: info command requires option: repo1-cipher-pass',
    undefined,
    'wrong-passphrase',
  ],
  ['no backup', 75, 'P00   WARN: repo1: [BackupSetInvalidError] no backup sets to restore', undefined, 'no-backup'],
  [
    'a time before the first backup',
    75,
    "P00  ERROR: [075]: unable to find backup set with stop time less than '2026-01-01 00:00:00+00'",
    undefined,
    'target-before-first-backup',
  ],
  [
    'a position before the first backup',
    75,
    "P00  ERROR: [075]: unable to find backup set with lsn less than or equal to '0/10'",
    undefined,
    'target-before-first-backup',
  ],
  ['a full repository', 64, FULL, 0, 'repository-full'],
  ['a full repository, seen by a check', 82, UNARCHIVED, 0, 'repository-full'],
  ['archiving that fails with room left', 82, UNARCHIVED, 70e9, 'not-archived'],
  ['a write that fails with room left', 64, FULL, 70e9, 'refused'],
  [
    'a backup label that is not there',
    75,
    'P00  ERROR: [075]: backup set 20200101-000000F is not valid',
    1e9,
    'refused',
  ],
])('%s is named by its cause', (_what, exitCode, stdout, free, reason) => {
  const error = troubleOf('restoring on pg1', { exitCode, stdout, stderr: '' }, free);
  expect(error.reason).toBe(reason);
  expect(error.message).toContain('restoring on pg1: ');
  expect(error.message).toContain(`pgBackRest ended with ${exitCode}`);
  expect(error.message).not.toMatch(/C\?\]/);
});

const LOG = `LOG:  starting PostgreSQL 17.12 (Debian 17.12-0+deb13u1)
2026-11-24 23:00:00.026 UTC [421] LOG:  recovery stopping before commit of transaction 745, time 2026-11-24 22:59:57.053898+00
2026-11-24 23:00:00.121 UTC [421] LOG:  selected new timeline ID: 2
`;

test('where a recovery stopped is told in the words of PostgreSQL, of the last start in the log', () => {
  const stopped = 'stopping before commit of transaction 745, time 2026-11-24 22:59:57.053898+00';
  expect(readRecoveryLog(LOG)).toEqual({ stopped, fatal: null });
  expect(
    readRecoveryLog(`${LOG}LOG:  starting PostgreSQL 17.12\nLOG:  archive recovery complete\n`).stopped,
  ).toBeNull();
});

test.each([
  ['recovery ended before configured recovery target was reached', 'target-after-last-wal'],
  ['requested recovery stop point is before consistent recovery point', 'target-before-first-backup'],
  ['could not locate a valid checkpoint record', 'refused'],
])('a recovery that ends with "%s" is %s', (fatal, reason) => {
  const seen = readRecoveryLog(`LOG:  starting PostgreSQL\n2026 UTC [618] FATAL:  ${fatal}\nLOG:  shutting down`);
  const error = recoveryTrouble('restore by-lsn', seen);
  expect(error.reason).toBe(reason);
  expect(error.message).toContain(fatal);
});

test('a WAL segment that does not arrive: the repository is full, or PostgreSQL knows why', () => {
  const [segment, last] = ['000000010000000000000006', '000000010000000000000005'];
  const said = (free?: number) => notArrived('pg1', segment, last, 70, free);
  expect(said(4096)).toMatchObject({
    reason: 'repository-full',
    message: expect.stringMatching(/4096 bytes are left/),
  });
  for (const free of [70e9, undefined])
    expect(said(free)).toMatchObject({
      ...{
        reason: 'not-archived',
        message: expect.stringMatching(/within 70 s; the last one there is 0+1.*log of pg1/),
      },
    });
});
