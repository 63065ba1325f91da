// Puts the containers' logs and the configuration as rendered into the run's folder, without the secrets.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../core/cluster.ts';

/** One log that cannot be read keeps none of the others. @throws naming the members whose log is missing */
export async function saveLogsAndConfig(cluster: Cluster, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(cluster.renderedConfig())) {
    const path = join(folder, 'config', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
  }
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const results = await Promise.allSettled(
    cluster.members.map(async (member) => {
      writeFileSync(join(folder, 'logs', `${member}.log`), await cluster.logs(member));
    }),
  );
  const missing = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${cluster.members[index]}: ${String(result.reason)}`] : [],
  );
  if (missing.length > 0) throw new Error(`no log of ${missing.join('; ')}`);
}
