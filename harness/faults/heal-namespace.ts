// Undoes in one member's namespaces whatever a fault may have done there, knowing nothing of the fault: for healing after
// the process that injected it has ended.
import type { Helper } from '../core/cluster.ts';
import { runIn } from './helper-exec.ts';
import { TABLE } from './packet-filter.ts';

/** Idempotent. @returns what was undone, in words. @throws FaultError with what the helper said */
export async function healNamespace(helper: Helper, node: string): Promise<string[]> {
  const done: string[] = [];
  const { exitCode } = await helper.exec(['nft', 'list', 'table', ...TABLE.split(' ')]);
  if (exitCode === 0) {
    await runIn(helper, node, ['nft', 'delete', 'table', ...TABLE.split(' ')]);
    done.push(`${node}: packet filter rules removed`);
  }
  // Connections through the proxy end with its server: they must not stay slow. 1: there was none.
  const proxy = await helper.exec(['pkill', '-x', 'toxiproxy-serve']);
  if (proxy.exitCode === 0) done.push(`${node}: slow connections cut`);
  const stopped = await stoppedProcesses(helper, node);
  if (stopped.length > 0) {
    await runIn(helper, node, ['kill', '-CONT', ...stopped]);
    done.push(`${node}: ${stopped.length} stopped processes continued`);
  }
  return done;
}

/** State T, as in proc(5). */
async function stoppedProcesses(helper: Helper, node: string): Promise<string[]> {
  const { stdout } = await runIn(helper, node, ['ps', '-eo', 'pid=,stat=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid] = line.match(/^\s*(\d+)\s+T/) ?? [];
    return pid === undefined ? [] : [pid];
  });
}
