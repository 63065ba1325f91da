// What `pgbackrest info --output=json` says of the repository. It ends with 0 whatever is wrong, so its text decides. Pure.
import { z } from 'zod';
import type { BackupSet } from '../../../core/backup.ts';
import { RecoveryError } from '../../../core/errors.ts';
import { STANZA } from './files.ts';
import { cannotBeRead, isUnreadable } from './trouble.ts';

export interface Repository {
  /** Oldest first. */
  backups: BackupSet[];
  /** Names of the first and the last WAL segment in the archive of the present database; null when there is none. */
  archive: { first: string; last: string } | null;
}

const backup = z.looseObject({
  label: z.string(),
  type: z.enum(['full', 'diff', 'incr']),
  // A backup that met pages with wrong checksums is there, and says so.
  error: z.boolean().nullish(),
  archive: z.looseObject({ start: z.string(), stop: z.string() }),
  lsn: z.looseObject({ start: z.string(), stop: z.string() }),
  timestamp: z.looseObject({ start: z.number(), stop: z.number() }),
});
const archive = z.looseObject({
  database: z.looseObject({ id: z.number() }),
  min: z.string().nullish(),
  max: z.string().nullish(),
});
const schema = z.array(
  z.looseObject({
    name: z.string(),
    archive: z.array(archive),
    backup: z.array(backup),
    repo: z.array(z.looseObject({ key: z.number(), status: z.looseObject({ code: z.number(), message: z.string() }) })),
  }),
);

/** pgBackRest's status codes of a stanza that is well, or well and still empty ("Info Command"). */
const OK = 0;
const NO_BACKUP = 2;
const MISSING = new Set([1, 3]);

/** @throws RecoveryError `no-backup` when the stanza was never made, `wrong-passphrase` and others by the text */
export function repositoryOf(json: string): Repository {
  const stanza = parsed(json).find((one) => one.name === STANZA);
  const status = stanza?.repo[0]?.status;
  if (!stanza || !status || MISSING.has(status.code))
    throw new RecoveryError(
      'no-backup',
      `the repository holds nothing of stanza ${STANZA} (${status?.message ?? 'it is not listed'}): ` +
        'create it and take a backup first',
    );
  if (status.code !== OK && status.code !== NO_BACKUP) throw cannotBeRead(status.message);
  const last = stanza.archive.reduce<z.infer<typeof archive> | null>(
    (newest, one) => (newest && newest.database.id > one.database.id ? newest : one),
    null,
  );
  return {
    backups: stanza.backup.filter((one) => one.error !== true).map(setOf),
    archive: last?.min && last.max ? { first: last.min, last: last.max } : null,
  };
}

function parsed(json: string) {
  try {
    return schema.parse(JSON.parse(json));
  } catch (cause) {
    // The garbage that a wrong key makes of a file is passed on as it is, and may make the JSON none.
    if (isUnreadable(json)) throw cannotBeRead(json);
    throw new RecoveryError('refused', `pgbackrest info answered what cannot be understood: ${json.slice(0, 200)}`, {
      cause,
    });
  }
}

const setOf = ({ label, type, archive: wal, lsn, timestamp }: z.infer<typeof backup>): BackupSet => ({
  label,
  type,
  startedAtS: timestamp.start,
  stoppedAtS: timestamp.stop,
  startLsn: lsn.start,
  stopLsn: lsn.stop,
  timeline: Number.parseInt(wal.start.slice(0, 8), 16),
});
