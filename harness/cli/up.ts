// `hadrill up`: a cluster to play with, which stays when the command has ended.

import { EXIT } from '../core/errors.ts';
import { driverFor, type RunningCluster, startTopology } from '../run/bring-up.ts';
import { topologyInWords } from '../run/by-hand/choose.ts';
import { folderOf, writePassword } from '../run/by-hand/cluster-folder.ts';
import { clientCommand, DOORS, passwordFile } from '../run/by-hand/doors.ts';
import { askedTopology, type UpFlags } from '../run/by-hand/topologies.ts';
import type { Found } from '../topology/docker-attach.ts';
import { interruptible } from './interruptible.ts';

/** @returns 0. @throws UsageError before anything is started; SetupError when it did not come up, and then it is gone */
export async function up(kind: string | undefined, flags: UpFlags): Promise<number> {
  const spec = await askedTopology(kind, flags);
  const began = performance.now();
  const say = (text: string) =>
    process.stdout.write(`${((performance.now() - began) / 1000).toFixed(1).padStart(6)} s  ${text}\n`);
  return interruptible(async (signal) => {
    const cluster = await startTopology(spec, { signal, log: say, keep: true });
    try {
      const driver = await driverFor(cluster.engine);
      // The canary's table: with it `status` proves by a write who takes writes.
      await driver.prepare(cluster);
      signal.throwIfAborted();
      process.stdout.write(await howToConnect(cluster, spec));
      return EXIT.ok;
    } catch (error) {
      const { afterRemoval } = await import('../topology/docker-launch.ts');
      throw await afterRemoval(error, cluster.remove);
    }
  });
}

async function howToConnect(cluster: RunningCluster, spec: Found['topology']): Promise<string> {
  const { engine, credentials, id } = cluster;
  const file = writePassword(id, passwordFile(engine, credentials));
  const { write, read, page, sql } = DOORS[engine];
  const at = async (member: string, port: number) => {
    const { host, port: published } = await cluster.endpoint(member, port);
    return `${host}:${published}`;
  };
  const nodes = await Promise.all(cluster.nodes.map(async (node) => `${node} ${await at(node, sql)}`));
  const command = clientCommand(engine, await cluster.endpoint('haproxy', write), credentials, file);
  return [
    '',
    `cluster ${id} is up: ${topologyInWords(spec)}; ${(await cluster.leader()) ?? 'nobody'} leads`,
    `  write port  ${await at('haproxy', write)}`,
    `  read port   ${await at('haproxy', read)}`,
    `  nodes       ${nodes.join(', ')}`,
    `  proxy page  http://${await at('haproxy', page)}/`,
    `  user        ${credentials.user}, database ${credentials.database}; the password is in ${file}`,
    `  connect     ${command}`,
    '',
    'next: hadrill status · hadrill inject kill primary · hadrill heal · hadrill down',
    `files of this cluster: ${folderOf(id)}`,
    '',
  ].join('\n');
}
