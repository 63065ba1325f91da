// Puts a fault on a cluster by hand: on, proven by measurement, written down, and left on for `hadrill heal`.
import type { Cluster } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import type { Nemesis } from '../../topology/docker-nemeses.ts';
import { startClock } from '../clock.ts';
import { HEAL_MS } from '../deadlines.ts';
import { refuseUnknownTargets } from './choose.ts';
import type { FaultOn } from './cluster-folder.ts';
import type { Asked } from './fault-words.ts';

export interface InjectOptions {
  /** Aborted: the fault is taken off again. */
  signal: AbortSignal;
  /** Helpers that are there already. */
  nemeses(): Promise<Nemesis[]>;
  /** Called once it is on, before it is proven. */
  record(fault: FaultOn): void;
  /** Called when it was taken off again. */
  forget(fault: FaultOn): void;
  say(text: string): void;
}

/**
 * @returns the targets that were hit and the evidence
 * @throws UsageError when the target is none of this cluster's; FaultError when it could not be put on, or no effect was
 *   seen; the signal's reason. In all cases the fault is off again, or the error says what is left.
 */
export async function injectByHand(
  cluster: Cluster,
  asked: Asked,
  options: InjectOptions,
): Promise<{ targets: string[]; evidence: string }> {
  const { signal, record, forget, say } = options;
  refuseUnknownTargets(asked, cluster);
  const fault = await asked.make();
  const node = await refuseSecond(cluster, asked, options);
  const log = (event: string, detail: Record<string, unknown> = {}) =>
    say([event, ...Object.entries(detail).map(([name, value]) => `${name} ${value}`)].join(', '));
  // The node, not the role: between two questions another one may have come to lead.
  say(`${asked.text}: ${asked.target === node ? '' : `${asked.target} is ${node}`}`.replace(/: $/, ''));
  const injection = await fault.inject(cluster, { signal, now: startClock(), log });
  const on: FaultOn = {
    text: asked.text,
    name: asked.name,
    targets: injection.targets,
    since: new Date().toISOString(),
    ...(asked.program ? { program: asked.program } : {}),
    ...(asked.flags.signal ? { signal: asked.flags.signal } : {}),
  };
  const takeOff = async () => {
    await injection.heal(AbortSignal.timeout(HEAL_MS));
    forget(on);
  };
  try {
    record(on);
    const { tookEffect, evidence } = await injection.proveEffect(signal);
    if (tookEffect) return { targets: injection.targets, evidence };
    throw new FaultError(`inject ${asked.text}: no effect was seen, so it was taken off again: ${evidence}`);
  } catch (error) {
    await takeOff().catch((trouble: Error) => {
      if (error instanceof Error)
        error.message += `\nand it could not be taken off: ${trouble.message}; run "hadrill heal"`;
    });
    throw error;
  }
}

/** Two helpers in one node's namespaces would undo each other's rules. @returns the node that will be hit */
async function refuseSecond(cluster: Cluster, asked: Asked, { nemeses }: InjectOptions): Promise<string> {
  const [node] = await cluster.resolve(asked.target);
  if (node === undefined) throw new FaultError(`inject ${asked.text}: no node is ${asked.target} now`);
  if (asked.inNamespace && (await nemeses()).some((one) => one.member === node))
    throw new FaultError(`inject ${asked.text}: ${node} has such a fault on it already: run "hadrill heal" first`);
  return node;
}
