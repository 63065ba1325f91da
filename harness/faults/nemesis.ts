// What faults that work from a helper share: start it beside the target, undo with it, and undo without it when it ended.
import type { Cluster, Helper } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { FaultContext } from '../core/scenario.ts';
import { runIn } from './helper-exec.ts';

export interface Nemesis {
  helper: Helper;
  /**
   * Undoes the fault, whatever became of helper and node meanwhile. Idempotent.
   * @returns what was found @throws FaultError saying what is left on which node
   */
  undo(): Promise<string>;
}

/**
 * @param undoing commands that undo the fault; they succeed where there is nothing to undo
 * @param forMs after so long the helper runs them by itself and ends, also when the harness was killed
 */
export async function startNemesis(
  cluster: Cluster,
  node: string,
  { forMs, undoing }: { forMs: number; undoing: readonly string[][] },
): Promise<Nemesis> {
  const lasting = { forMs, thenRun: undoing };
  const helper = await cluster.helper(node, lasting);
  const undoBy = async (by: Helper) => {
    for (const argv of undoing) await runIn(by, node, [...argv]);
  };
  return {
    helper,
    async undo() {
      const state = await cluster.state(node);
      // What was in the namespace ended with the container: rules, proxies, processes.
      if (state === 'exited' || state === 'absent') {
        await helper.remove();
        return `its container is ${state}: what was broken in it ended with it`;
      }
      try {
        await undoBy(helper);
        return 'undone';
      } catch {
        // It ended: at its own deadline, or with a container that was started anew since. A new one sees to it.
        await helper.remove();
        return await again(cluster, node, lasting, undoBy);
      } finally {
        await helper.remove();
      }
    },
  };
}

async function again(
  cluster: Cluster,
  node: string,
  lasting: { forMs: number; thenRun: readonly string[][] },
  undoBy: (helper: Helper) => Promise<void>,
): Promise<string> {
  let fresh: Helper | undefined;
  try {
    fresh = await cluster.helper(node, lasting);
    await undoBy(fresh);
    return 'its helper had ended; looked after by a new one';
  } catch (cause) {
    const left = lasting.thenRun.map((argv) => argv.join(' ')).join('; ');
    throw new FaultError(
      `heal ${node}: its helper has ended and a new one could not undo the fault, so that it may still be there ` +
        `(${(cause as Error).message}). Take the cluster down, or run in its network namespace: ${left}`,
      { cause },
    );
  } finally {
    await fresh?.remove();
  }
}

/** Starts the nemesis, puts the fault on, and leaves nothing of it when that fails. */
export async function inflict<T>(
  cluster: Cluster,
  node: string,
  what: { forMs: number; undoing: readonly string[][] },
  { signal, log }: FaultContext,
  arm: (nemesis: Nemesis) => Promise<T>,
): Promise<T> {
  const nemesis = await startNemesis(cluster, node, what);
  try {
    // Idempotent: what an earlier fault left in this namespace goes first.
    for (const argv of what.undoing) await runIn(nemesis.helper, node, [...argv]);
    signal.throwIfAborted();
    return await arm(nemesis);
  } catch (error) {
    await nemesis.undo().catch((trouble: unknown) => log('could not be undone', { node, error: String(trouble) }));
    throw error;
  }
}
