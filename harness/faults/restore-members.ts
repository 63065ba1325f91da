// Brings stopped or frozen containers back. Faults heal with it, and a run calls it before it begins and at its end,
// so that nothing broken by an earlier run leaks into the next one.
import type { Cluster } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import { poll } from './poll.ts';

/** The engine starts a container in about 0.5 s; ten times that, and ten more for a loaded machine. */
const START_TIMEOUT_MS = 15_000;

/**
 * Idempotent. Whether the database in it is well again is for `waitHealthy`.
 * @returns what was done, or null when the member was running
 * @throws FaultError saying what is left, when the container is gone or does not come up
 */
export async function restoreMember(cluster: Cluster, member: string, signal: AbortSignal): Promise<string | null> {
  const state = await cluster.state(member);
  if (state === 'running') return null;
  if (state === 'absent')
    throw new FaultError(
      `heal ${member}: its container was removed, so there is nothing to start again; the others run on without it. ` +
        'Take the cluster down and start a new one.',
    );
  const done = state === 'paused' ? 'unpaused' : 'started';
  if (state === 'paused') await cluster.unpause(member);
  else await cluster.start(member);
  const running = await poll(async () => ((await cluster.state(member)) === 'running' ? true : null), {
    timeoutMs: START_TIMEOUT_MS,
    signal,
  });
  if (running) return `${member} ${done}`;
  throw new FaultError(
    `heal ${member}: ${done}, but ${START_TIMEOUT_MS / 1000} s later its container is ${await cluster.state(member)}. ` +
      'Read its log in the run folder.',
  );
}

/** All members, each tried whatever happened to the others. @returns what was done @throws FaultError with all that is left */
export async function restoreMembers(cluster: Cluster, signal: AbortSignal): Promise<string[]> {
  const results = await Promise.allSettled(cluster.members.map((member) => restoreMember(cluster, member, signal)));
  const left = results.flatMap((each) => (each.status === 'rejected' ? [each.reason as Error] : []));
  if (left.length > 0) throw new FaultError(left.map((each) => each.message).join('; '), { cause: left[0] });
  return results.flatMap((each) => (each.status === 'fulfilled' && each.value ? [each.value] : []));
}
