// `hadrill down`: removes a kept cluster, by label and only by label, and verifies that nothing of it is left.
import { EXIT } from '../core/errors.ts';
import { chooseCluster } from '../run/by-hand/choose.ts';
import { forgetClusters } from '../run/by-hand/cluster-folder.ts';
import { findKept } from '../topology/docker-attach.ts';
import { cleanRun } from '../topology/docker-clean.ts';

/** @returns 0, or 2 when something could not be removed. @throws SetupError when none is up or no engine answers */
export async function down(flags: { cluster?: string }): Promise<number> {
  const { id } = chooseCluster(await findKept(), flags.cluster);
  const { removed, left } = await cleanRun(id);
  for (const one of removed) process.stdout.write(`removed ${one}\n`);
  for (const one of left) process.stderr.write(`hadrill: could not remove ${one}\n`);
  if (left.length > 0) return EXIT.unknown;
  forgetClusters((await findKept()).map((one) => one.id));
  process.stdout.write(`cluster ${id} is gone, and nothing of it is left\n`);
  return EXIT.ok;
}
