// For tests of network faults on a real cluster: what there is in a node's namespaces, and who reaches whom.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Cluster } from '../core/cluster.ts';
import type { Injection } from '../core/scenario.ts';

/** By the engine's own client, as somebody would who does not believe us. */
const docker = async (...argv: string[]) => (await promisify(execFile)('docker', argv)).stdout;

/** What a fault may leave behind: rules, qdiscs, processes, listeners, and whom the node is connected to. */
export type Namespace = Awaited<ReturnType<typeof look>>;

/** A heal asks the kernel and the engine a few things in turn, each answered within a second. */
export const heal = (injection: Injection) => injection.heal(AbortSignal.timeout(30_000));

/** The same cluster, seen with other eyes. */
export const seenThrough = (cluster: Cluster, otherwise: Partial<Cluster>) =>
  new Proxy<Cluster>(cluster, { get: (target, key) => Reflect.get(key in otherwise ? otherwise : target, key) });

/** The id of a member's container, or of its nemesis helper's. @throws when there is none */
export const containerId = async (cluster: Cluster, name: string) =>
  (await docker('inspect', '-f', '{{.Id}}', `hadrill-${cluster.id}-${name}`)).trim();

/** In the namespaces of a member, by the helper of the fault that is on it. */
export const beside = (cluster: Cluster, member: string, argv: string[]) =>
  docker('exec', `hadrill-${cluster.id}-${member}-nemesis`, ...argv);

/** By a helper of its own, which is gone afterwards. */
export async function look(cluster: Cluster, member: string) {
  const helper = await cluster.helper(member, { forMs: 60_000, thenRun: [] });
  try {
    const run = async (...argv: string[]) => (await helper.exec(argv)).stdout.trim();
    const unique = (lines: string, column: number) =>
      [...new Set(lines.split('\n').map((line) => line.trim().split(/\s+/).at(column) ?? ''))].sort();
    const peers = unique(await run('ss', '-Htn', 'state', 'established'), 3);
    return {
      rules: withoutCounts(await run('nft', 'list', 'ruleset')),
      qdiscs: await run('tc', 'qdisc', 'show'),
      // A health check may be under way.
      processes: unique(await run('ps', '-eo', 'comm='), 0).filter((name) => name !== 'healthy'),
      listeners: unique(await run('ss', '-Htln'), 3),
      etcd: peers.some((peer) => peer.endsWith(':2379')),
      streams: peers.some((peer) => peer.endsWith(':5432')),
    };
  } finally {
    await helper.remove();
  }
}

/** Rules, whatever has passed them. */
export const withoutCounts = (rules: string) => rules.replace(/counter packets \d+ bytes \d+/g, 'counter');

/** In a new namespace the engine's own name server has new ports. */
export const anew = (seen: Namespace | undefined) =>
  JSON.parse(JSON.stringify(seen).replace(/(127\.0\.0\.11(?:(?: tcp| udp) sport |:))\d+/g, '$1port'));

/** Straight to the node, as the harness's probes go. */
export async function ask(cluster: Cluster, member: string, sql: string): Promise<string> {
  const { stdout } = await cluster.exec(member, ['psql', '-h', '/var/run/postgresql', '-Atc', sql]);
  return stdout.trim();
}
export const receivedLsn = (cluster: Cluster, member: string) =>
  ask(cluster, member, 'select pg_last_wal_receive_lsn()');

export const rest = async (cluster: Cluster, member: string) => {
  const { host, port } = await cluster.endpoint(member, 8008);
  return (await fetch(`http://${host}:${port}/health`, { signal: AbortSignal.timeout(3000) })).status;
};

/** What a program in the node's own container waits for etcd, ms. */
export async function etcdAnswersMs(cluster: Cluster, member: string): Promise<number> {
  const script =
    'import time,urllib.request as u,sys;t=time.time();u.urlopen(sys.argv[1],timeout=10).read();print((time.time()-t)*1000)';
  const url = `http://${cluster.address('etcd1')}:2379/health`;
  const { stdout } = await cluster.exec(member, ['/usr/bin/python3', '-c', script, url], { timeoutMs: 20_000 });
  return Number(stdout);
}
