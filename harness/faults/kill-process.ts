// Sends a signal to one program inside a node, and leaves the rest of the node alone.
import type { Helper, Target } from '../core/cluster.ts';
import { FaultError, UsageError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection } from '../core/scenario.ts';
import { targetOf } from './aim.ts';
import { type LongestDuration, longestDuration } from './longest-duration.ts';
import { byNemesis, type Nemesis } from './nemesis.ts';
import { optionsOf, shown } from './options.ts';
import { poll } from './poll.ts';
import { restoreMember } from './restore-members.ts';

/** A killed process is gone within milliseconds; one with a SIGTERM may write a checkpoint first. */
const EFFECT_TIMEOUT_MS = 10_000;

/** How each program is found: by the whole of its name, as the kernel has it. */
const PROGRAMS = ['patroni', 'postgres', 'mariadbd'] as const;
export type Program = (typeof PROGRAMS)[number];
const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGSTOP'] as const;
export type ProcessSignal = (typeof SIGNALS)[number];

/**
 * Effect: the processes that were hit are gone (or stopped). Heal: the container is restarted where the program is gone
 * and nothing restarted it, or continued where it was stopped.
 * @throws UsageError when the target is missing, program or signal is wrong, or an option is unknown or wrong
 */
export function killProcess(
  target: Target,
  program: Program,
  signalName: ProcessSignal = 'SIGKILL',
  options: LongestDuration = {},
): Fault {
  targetOf('killProcess', target);
  if (!PROGRAMS.includes(program))
    throw new UsageError(`killProcess: program must be one of ${PROGRAMS.join(', ')}, got ${shown(program)}`);
  if (!SIGNALS.includes(signalName))
    throw new UsageError(`killProcess: signal must be one of ${SIGNALS.join(', ')}, got ${shown(signalName)}`);
  const { maxDurationMs } = optionsOf('killProcess', longestDuration, options);
  return byNemesis({
    name: `${signalName === 'SIGSTOP' ? 'stop' : 'kill'}-${program}`,
    target,
    program,
    // Whether it ends in a failover depends on who restarts what, so no band is promised.
    endsInFailover: false,
    maxDurationMs,
    // What a helper can undo is a stop. `pkill` ends with 1 where none runs.
    undoing: [['sh', '-c', `pkill -CONT -x ${program} || :`]],
    ready: async (nemesis, context) => () => send(nemesis, { program, signalName }, context),
  });
}

interface Hit {
  program: Program;
  signalName: ProcessSignal;
}

async function send(nemesis: Nemesis, hit: Hit, context: FaultContext): Promise<Injection> {
  const { node, helper } = nemesis;
  const { program, signalName } = hit;
  const pids = await pidsOf(helper, program);
  if (pids.length === 0) throw new FaultError(`kill ${program} on ${node}: no process of that name runs there`);
  context.signal.throwIfAborted();
  const injectedAtMs = context.now();
  // The helper may die of it: a container whose first process ends takes all others in it along.
  await helper.exec(['kill', '-s', signalName.slice(3), ...pids]).catch(() => undefined);
  context.log('signalled', { node, program, signal: signalName, pids: pids.join(' ') });
  return {
    targets: [node],
    injectedAtMs,
    proveEffect: (abort) => proveSignalled(nemesis, hit, pids, abort),
    heal: (abort) => healProcess(nemesis, hit, context, abort),
  };
}

async function pidsOf(helper: Helper, program: Program): Promise<string[]> {
  const { stdout } = await helper.exec(['pgrep', '-x', program]);
  return stdout.split('\n').filter(Boolean);
}

/** State letters as in proc(5): T stopped, Z dead but not yet waited for; nothing at all: gone. */
async function statesOf(helper: Helper, pids: readonly string[]): Promise<string[]> {
  const { stdout } = await helper.exec(['ps', '-o', 'stat=', '-p', pids.join(',')]);
  return stdout
    .split('\n')
    .map((line) => line.trim()[0] ?? '')
    .filter((letter) => letter !== '' && letter !== 'Z');
}

async function proveSignalled({ cluster, node, helper }: Nemesis, hit: Hit, pids: string[], signal: AbortSignal) {
  const { program, signalName } = hit;
  const stopped = signalName === 'SIGSTOP';
  let seen = 'nothing was seen';
  const proven = await poll(
    async () => {
      if ((await cluster.state(node)) === 'exited') {
        seen = 'gone, and the container with it';
        return !stopped;
      }
      // The helper may end between the two questions: then the next round sees why.
      const states = await statesOf(helper, pids).catch(() => null);
      if (states === null) return null;
      seen = stopped
        ? `in state ${states.join(' ') || 'none: gone'}`
        : `${states.length} of ${pids.length} still there`;
      const done = stopped ? states.length > 0 && states.every((letter) => letter === 'T') : states.length === 0;
      return done ? true : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  return { tookEffect: proven === true, evidence: `${node}: ${signalName} to ${program} (${pids.join(' ')}): ${seen}` };
}

async function healProcess(
  { cluster, node, helper, undo }: Nemesis,
  { program, signalName }: Hit,
  { log }: FaultContext,
  signal: AbortSignal,
): Promise<void> {
  if (signalName !== 'SIGSTOP' && (await cluster.state(node)) === 'running') {
    // What ended with its container cannot be asked; then undo() says so.
    const running = await pidsOf(helper, program).catch(() => null);
    // Nothing restarted it: the node is started anew, as an operator would.
    if (running?.length === 0) await cluster.kill(node);
  }
  const how = await undo();
  const started = await restoreMember(cluster, node, signal);
  log('process healed', { node, program, how: started ?? how });
}
