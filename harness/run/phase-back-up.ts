// The phase `backUp`: a full backup of the leader, while the workload goes on.
import type { Backup } from '../core/backup.ts';
import { SetupError } from '../core/errors.ts';
import type { Drill } from './drill.ts';

/** @throws RecoveryError naming what was wrong. */
export async function runBackUp(drill: Drill): Promise<void> {
  drill.step('backup', 'full');
  const fromMs = drill.now();
  const { label, stopLsn } = await backupOf(drill).takeFull(drill.signal);
  drill.log('backup taken', { label, until: stopLsn, tookMs: Math.round(drill.now() - fromMs) });
}

/** @throws SetupError when the topology has none. */
export function backupOf({ cluster }: Pick<Drill, 'cluster'>): Backup {
  if (!cluster.backup) throw new SetupError(`the ${cluster.topology} topology of this scenario has no backup`);
  return cluster.backup;
}
