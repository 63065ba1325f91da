import { expect, test } from 'vitest';
import { repositoryOf } from './info.ts';

// Recorded from pgBackRest 2.55.1; each of these came with exit code 0.
const status = (code: number, message: string) =>
  `"repo":[{"cipher":"aes-256-cbc","key":1,"status":{"code":${code},"message":${JSON.stringify(message)}}}],"status":{"code":${code},"lock":{"backup":{"held":false}},"message":"…"}`;
const ARCHIVE =
  '"archive":[{"database":{"id":1,"repo-key":1},"id":"17-1","max":"000000010000000000000007","min":"000000010000000000000001"}]';
const BACKUP =
  '{"archive":{"start":"000000010000000000000006","stop":"000000010000000000000007"},"backrest":{"format":5,"version":"2.55.1"},"database":{"id":1,"repo-key":1},"error":false,"info":{"delta":23452361,"repository":{"delta":2962528,"size":2962528},"size":23452361},"label":"20261124-225953F","lsn":{"start":"0/6000028","stop":"0/7000050"},"prior":null,"reference":null,"timestamp":{"start":1795561193,"stop":1795561195},"type":"full"}';
const stanza = (archive: string, backups: string, repo: string) =>
  `[{${archive},"backup":[${backups}],"cipher":"aes-256-cbc","db":[],"name":"hadrill",${repo}}]`;

test('a repository with a backup is read: what it holds, and how far its archive goes', () => {
  expect(repositoryOf(stanza(ARCHIVE, BACKUP, status(0, 'ok')))).toEqual({
    archive: { first: '000000010000000000000001', last: '000000010000000000000007' },
    backups: [
      {
        ...{ label: '20261124-225953F', type: 'full', startedAtS: 1795561193, stoppedAtS: 1795561195 },
        ...{ startLsn: '0/6000028', stopLsn: '0/7000050', timeline: 1 },
      },
    ],
  });
});

test('a stanza without a backup yet is no error: it holds none', () => {
  expect(repositoryOf(stanza(ARCHIVE, '', status(2, 'no valid backups'))).backups).toEqual([]);
});

test('a backup that met damaged pages is not offered', () => {
  const damaged = BACKUP.replace('"error":false', '"error":true');
  expect(repositoryOf(stanza(ARCHIVE, damaged, status(0, 'ok'))).backups).toEqual([]);
});

const garbage =
  "[FormatError] unable to load info file '/var/lib/pgbackrest/backup/hadrill/backup.info' or '/var/lib/pgbackrest/backup/hadrill/backup.info.copy':\nFormatError: key/value found outside of section at line 1: C\u0000x\nHINT: has a stanza-create been performed?";

test.each([
  [
    'a wrong passphrase',
    stanza('"archive":[]', '', status(99, garbage)),
    'wrong-passphrase',
    /passphrase is wrong, or/,
  ],
  [
    'a missing stanza',
    stanza('"archive":[]', '', status(1, 'missing stanza path')),
    'no-backup',
    /missing stanza path/,
  ],
  ['another stanza', '[]', 'no-backup', /not listed/],
  ['what is no JSON', 'P00  ERROR: …', 'refused', /cannot be understood/],
  ['an unknown status', stanza('"archive":[]', '', status(99, 'permission denied')), 'refused', /permission denied/],
])('%s is an error by its cause, though pgBackRest ended with 0', (_what, json, reason, message) => {
  const read = () => repositoryOf(json);
  expect(read).toThrow(message);
  expect(read).toThrow(expect.objectContaining({ reason }));
});

test('the garbage of a wrong key may make the JSON none: the cause is the same', () => {
  const json = stanza('"archive":[]', '', status(99, garbage)).replace('\\u0000', '\u0001');
  expect(() => JSON.parse(json)).toThrow();
  expect(() => repositoryOf(json)).toThrow(expect.objectContaining({ reason: 'wrong-passphrase' }));
  expect(() => repositoryOf(json)).toThrow(/passphrase is wrong, or.*unable to load info file/);
});
