// What a backup adds to every node: pgBackRest's configuration, the shared repository, archiving. Every node has all of
// it, so whichever leads archives, and whichever is asked can back up and restore.
import type { FileSpec, VolumeSpec } from '../../spec.ts';
import type { BackupSpec } from './options.ts';

export const STANZA = 'hadrill';
export const REPOSITORY = '/var/lib/pgbackrest';
export const CONFIG = '/etc/pgbackrest.conf';
export const DATA = '/var/lib/postgresql/data';
export const SOCKETS = '/var/run/postgresql';
/** pgBackRest takes every option from the environment too: so its passphrase is in no file and on no command line. */
export const PASSPHRASE_VARIABLE = 'PGBACKREST_REPO1_CIPHER_PASS';
export const PASSPHRASE_SECRET = 'cipher';

/** Archiving as the reference document has it. It happens on whichever node leads; a standby archives nothing. */
export const ARCHIVING = { archive_mode: 'on', archive_command: `pgbackrest --stanza=${STANZA} archive-push %p` };

export interface BackupPieces {
  files: FileSpec[];
  volumes: VolumeSpec[];
  secretEnvironment: Record<string, string>;
}

export const backupPieces = (spec: BackupSpec): BackupPieces => ({
  files: [{ path: CONFIG, content: pgbackrestConf(spec) }],
  volumes: [{ name: 'backup', path: REPOSITORY }],
  secretEnvironment: { [PASSPHRASE_VARIABLE]: PASSPHRASE_SECRET },
});

/**
 * `start-fast`: a backup begins at once and not after the next checkpoint. No log file: what pgBackRest says is read from
 * its output. Level 1 compresses this little at the disk's speed.
 */
export const pgbackrestConf = ({ compress, cipher }: BackupSpec): string => `[global]
repo1-path=${REPOSITORY}
repo1-cipher-type=${cipher}
repo1-retention-full=2
compress-type=${compress}
compress-level=1
process-max=2
start-fast=y
lock-path=/tmp/pgbackrest
log-level-console=info
log-level-stderr=off
log-level-file=off

[${STANZA}]
pg1-path=${DATA}
pg1-socket-path=${SOCKETS}
pg1-user=postgres
`;
