// For tests of what outlives a harness: a process of its own that puts a fault on a running cluster and waits to be killed.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Cluster } from '../core/cluster.ts';
import { containerId } from './testing-network.ts';

const SCRIPT = `
  const { attachPatroni } = await import(process.argv[1] + '/topology/cluster.ts');
  const { patroni } = await import(process.argv[1] + '/topology/patroni/options.ts');
  const { latency } = await import(process.argv[1] + '/faults/latency.ts');
  const { id, ids, node } = JSON.parse(process.argv[2]);
  const found = { id, topology: null, startedAt: new Date(), containers: new Map(ids) };
  const cluster = await attachPatroni(patroni(), found);
  const context = { signal: new AbortController().signal, now: () => 0, log() {} };
  const injection = await latency(node, 'etcd', { ms: 300, maxDurationMs: 4000 }).inject(cluster, context);
  console.log((await injection.proveEffect(AbortSignal.timeout(10000))).evidence);
  setInterval(() => {}, 1000);
`;

/** @returns the process once its link to etcd is slow for 4 s at most, and what it said of it, or how it failed */
export async function slowEtcdFromElsewhere(
  cluster: Cluster,
  node: string,
): Promise<{ child: ChildProcess; said: string }> {
  const ids = await Promise.all(cluster.members.map(async (name) => [name, await containerId(cluster, name)]));
  const harness = new URL('..', import.meta.url).pathname.replace(/\/$/, '');
  const said = JSON.stringify({ id: cluster.id, ids, node });
  const child = spawn(process.execPath, ['--input-type=module', '-e', SCRIPT, harness, said]);
  const failed: string[] = [];
  child.stderr.on('data', (text: Buffer) => failed.push(String(text)));
  const [evidence] = await Promise.race([once(child.stdout, 'data'), once(child, 'exit')]);
  return { child, said: `${String(evidence)}${failed.join('')}` };
}
