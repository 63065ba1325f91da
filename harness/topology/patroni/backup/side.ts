// A restore to the side: a fresh instance in a container of its own, which reads the repository and cannot write to it.
// The cluster runs on and is not touched.
import type { RecoveryTarget, Restored, RestoreOptions } from '../../../core/backup.ts';
import type { Spare } from '../../docker-spare.ts';
import { CONFIG, PASSPHRASE_VARIABLE } from './files.ts';
import { PgBackRest, type Run } from './pgbackrest.ts';
import { recover } from './recovery.ts';
import { chooseBackup } from './target.ts';

const PORT = 5432;
/** The restored configuration names the standbys of a cluster that this instance is no part of. */
const ALONE = '-c synchronous_standby_names=';

/** What a spare container needs of a node to be able to restore: nothing of Patroni. */
export const SPARE = { files: [CONFIG], variables: [PASSPHRASE_VARIABLE], port: PORT };

/**
 * @param start makes the container
 * @throws RecoveryError before anything is made when the repository or the target is at fault
 */
export async function restoreToSide(
  repository: PgBackRest,
  target: RecoveryTarget,
  name: string,
  { signal, onStep }: RestoreOptions,
  start: () => Promise<Spare>,
): Promise<Restored & { remove(): Promise<void> }> {
  const set = chooseBackup(await repository.repository(), target);
  signal.throwIfAborted();
  const spare = await start();
  try {
    const run: Run = (argv, options) => spare.exec(argv, options);
    onStep('instance made');
    await new PgBackRest(run, name).restore(target, set, { delta: false, archiving: false });
    onStep('files restored');
    const reached = await recover(run, `restore ${name}`, ALONE, signal);
    onStep('recovered');
    return { node: name, endpoint: await spare.endpoint(PORT), backup: set.label, reached, remove: spare.remove };
  } catch (error) {
    await spare.remove();
    throw error;
  }
}
