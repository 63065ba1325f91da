// `hadrill clean`: removes what ended runs left behind. By label and only by label.
import { EXIT } from '../core/errors.ts';
import { removeLeftFolders } from './drill-folder.ts';

/** @returns 0, or 2 when something could not be removed. @throws SetupError when no engine answers. */
export async function clean(flags: { all?: boolean }): Promise<number> {
  const { cleanAll, cleanOrphans } = await import('../topology/docker-clean.ts');
  const { removed, left, spared } = await (flags.all ? cleanAll() : cleanOrphans());
  const folders = await removeLeftFolders();
  if (flags.all) {
    const { forgetClusters } = await import('../run/by-hand/cluster-folder.ts');
    forgetClusters((await (await import('../topology/docker-attach.ts')).findKept()).map(({ id }) => id));
  }
  for (const one of [...removed, ...folders]) process.stdout.write(`removed ${one}\n`);
  if (removed.length + folders.length + left.length === 0) process.stdout.write('nothing to remove\n');
  for (const one of spared) process.stdout.write(`left alone ${one}\n`);
  if (spared.length > 0)
    process.stdout.write(
      'these are of a run that goes on or is ending, or of a cluster that is up: "hadrill clean --all" takes them as well\n',
    );
  for (const one of left) process.stderr.write(`hadrill: could not remove ${one}\n`);
  return left.length === 0 ? EXIT.ok : EXIT.unknown;
}
