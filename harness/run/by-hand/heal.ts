// Takes off whatever is on a cluster, also what a process that has ended put on: told by the engine, by the helpers that
// stand beside the members, and by the list of what was put on by hand. Idempotent.
import type { Cluster, GaleraOperator } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import { healNamespace } from '../../faults/heal-namespace.ts';
import { restoreMembers } from '../../faults/restore-members.ts';
import type { Nemesis } from '../../topology/docker-nemeses.ts';
import type { FaultOn } from './cluster-folder.ts';

/** Four commands of 0.1 s each, on a loaded machine. */
const LOOK_MS = 30_000;

/** What healing needs to know beyond the cluster itself. */
export interface Seen {
  nemeses: readonly Nemesis[];
  recorded: readonly FaultOn[];
  /** The names of the processes that run in a member's container. */
  programsOf(member: string): Promise<string[]>;
}

/** @returns what was done, in words; [] when nothing was on. @throws FaultError with everything that is left */
export async function healByHand(cluster: Cluster, seen: Seen, signal: AbortSignal): Promise<string[]> {
  const done: string[] = [];
  const left: string[] = [];
  const attempt = async (work: () => Promise<readonly string[]>) => {
    signal.throwIfAborted();
    await work().then(
      (did) => done.push(...did),
      (error: unknown) => left.push(error instanceof Error ? error.message : String(error)),
    );
  };
  for (const nemesis of seen.nemeses) await attempt(() => leave(cluster, nemesis));
  const looked = new Set(seen.nemeses.map(({ member }) => member));
  for (const node of new Set(seen.recorded.flatMap(({ targets }) => targets)))
    if (!looked.has(node)) await attempt(() => lookAnew(cluster, node));
  for (const fault of seen.recorded)
    for (const node of fault.targets) await attempt(() => startAgain(cluster, seen, fault, node));
  if (cluster.operator && (await isOut(cluster)))
    await attempt(() => recover(cluster.operator as GaleraOperator, signal));
  await attempt(() => restoreMembers(cluster, signal));
  if (left.length > 0) throw new FaultError(`could not all be healed: ${left.join('; ')}`);
  return done;
}

/** Not one database node runs: of a Galera cluster, nobody is left whom a started node could join. */
async function isOut({ nodes, state }: Cluster): Promise<boolean> {
  const states = await Promise.all(nodes.map((node) => state(node)));
  return states.every((each) => each === 'exited' || each === 'absent');
}

async function recover(operator: GaleraOperator, signal: AbortSignal): Promise<string[]> {
  const { bootstrapped, why } = await operator.recoverFromTotalOutage(signal);
  return [`recovered from a total outage: ${bootstrapped} was bootstrapped, ${why}`];
}

/** Undoes what was done from this helper, and removes it. One whose member has ended is only removed. */
async function leave(cluster: Cluster, { member, running, helper }: Nemesis): Promise<string[]> {
  const state = await cluster.state(member);
  const alive = running && (state === 'running' || state === 'paused');
  const done = alive ? await healNamespace(helper, member) : [];
  await helper.remove();
  return [...done, `${member}: nemesis helper removed`];
}

/** Its helper is gone, as one that somebody killed is: what it broke stays broken. A new one sees to it. */
async function lookAnew(cluster: Cluster, node: string): Promise<string[]> {
  if ((await cluster.state(node)) !== 'running') return [];
  const helper = await cluster.helper(node, { forMs: LOOK_MS, thenRun: [] });
  try {
    return await healNamespace(helper, node);
  } finally {
    await helper.remove();
  }
}

/** A program that was killed and that nothing restarted: its node is started anew, as an operator would. */
async function startAgain(cluster: Cluster, seen: Seen, { program }: FaultOn, node: string): Promise<string[]> {
  if (program === undefined || (await cluster.state(node)) !== 'running') return [];
  if ((await seen.programsOf(node)).includes(program)) return [];
  await cluster.kill(node);
  return [`${node}: ${program} was gone and nothing had restarted it, so its container was killed to be started anew`];
}
