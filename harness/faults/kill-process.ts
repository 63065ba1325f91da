// Sends a signal to one program inside a node, and leaves the rest of the node alone.
import type { Cluster, Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { poll } from './poll.ts';
import { restoreMember } from './restore-members.ts';

const MAX_DURATION_MS = 120_000;
/** A killed process is gone within milliseconds; one with a SIGTERM may write a checkpoint first. */
const EFFECT_TIMEOUT_MS = 10_000;

/** How each program is found: by the whole of its name, as the kernel has it. */
const PROGRAMS = ['patroni', 'postgres', 'etcd', 'mariadbd', 'haproxy'] as const;
export type Program = (typeof PROGRAMS)[number];
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGSTOP'] as const;

/**
 * Effect: the processes that were hit are gone (or stopped). Heal: the container is restarted where the program is gone
 * and nothing restarted it, or continued where it was stopped.
 */
export function killProcess(target: Target, program: Program, signalName: (typeof SIGNALS)[number] = 'SIGKILL'): Fault {
  if (!PROGRAMS.includes(program)) throw new UsageError(`killProcess: program must be one of ${PROGRAMS.join(', ')}`);
  if (!SIGNALS.includes(signalName)) throw new UsageError(`killProcess: signal must be one of ${SIGNALS.join(', ')}`);
  return {
    name: `kill-${program}`,
    target,
    // Whether it ends in a failover depends on who restarts what, so no band is promised.
    endsInFailover: false,
    maxDurationMs: MAX_DURATION_MS,
    planned: true,
    async inject(cluster, { now, signal, log }): Promise<Injection> {
      const [node] = await cluster.resolve(target);
      if (!node) throw new FaultError(`kill ${program} on ${target}: no node is ${target} now`);
      const helper = await cluster.helper(node);
      const pids = await pidsOf(helper, program);
      if (pids.length === 0) {
        await helper.remove();
        throw new FaultError(`kill ${program} on ${node}: no process of that name runs there`);
      }
      signal.throwIfAborted();
      const injectedAtMs = now();
      await helper.exec(['kill', `-${signalName.slice(3)}`, ...pids]);
      log('signalled', { node, program, signal: signalName, pids: pids.join(' ') });
      return {
        targets: [node],
        injectedAtMs,
        proveEffect: (abort) => proveSignalled(helper, node, program, pids, signalName, abort),
        heal: (abort) => healProcess(cluster, helper, node, program, pids, signalName, abort),
      };
    },
  };
}

async function pidsOf(helper: Helper, program: Program): Promise<string[]> {
  const { stdout } = await helper.exec(['pgrep', '-x', program]);
  return stdout.split('\n').filter(Boolean);
}

/** State letters as in proc(5): T stopped; nothing at all: gone. */
async function statesOf(helper: Helper, pids: readonly string[]): Promise<string[]> {
  const { stdout } = await helper.exec(['ps', '-o', 'stat=', '-p', pids.join(',')]);
  return stdout
    .split('\n')
    .map((line) => line.trim()[0] ?? '')
    .filter((letter) => letter !== '' && letter !== 'Z');
}

async function proveSignalled(
  helper: Helper,
  node: string,
  program: Program,
  pids: readonly string[],
  signalName: string,
  signal: AbortSignal,
) {
  const stopped = signalName === 'SIGSTOP';
  let states: string[] = [];
  const seen = await poll(
    async () => {
      states = await statesOf(helper, pids);
      return (stopped ? states.every((letter) => letter === 'T') : states.length === 0) ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  const what = stopped ? `in state ${states.join(' ')}` : `${states.length} still there`;
  return { tookEffect: seen === true, evidence: `${node}: ${program} (${pids.join(' ')}): ${what}` };
}

async function healProcess(
  cluster: Cluster,
  helper: Helper,
  node: string,
  program: Program,
  pids: readonly string[],
  signalName: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    if ((await cluster.state(node)) !== 'running') return;
    if (signalName === 'SIGSTOP') await helper.exec(['kill', '-CONT', ...pids]);
    else if ((await pidsOf(helper, program)).length === 0) {
      // Nothing restarted it: the node is started anew, as an operator would.
      await cluster.kill(node);
    }
  } finally {
    await helper.remove();
    await restoreMember(cluster, node, signal);
  }
}
