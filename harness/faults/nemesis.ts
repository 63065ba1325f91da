// Faults that work from a helper container: it is started beforehand, so that the injection hits its moment, undoes what
// it did, and is replaced where it ended.
import type { Cluster, Helper, LastingHelper } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, FaultContext, Injection, Prepared } from '../core/scenario.ts';
import { runIn } from './helper-exec.ts';
import { selfHealing } from './longest-duration.ts';

export interface Nemesis {
  cluster: Cluster;
  node: string;
  helper: LastingHelper;
  /**
   * Undoes the fault, whatever became of helper and node meanwhile. Idempotent.
   * @returns what was found @throws FaultError saying what is left on which node
   */
  undo(): Promise<string>;
}

export interface NemesisFault extends Omit<Fault, 'inject' | 'prepare' | 'planned'> {
  target: string;
  /** Commands that undo the fault; they succeed where there is nothing to undo. */
  undoing: readonly string[][];
  /** What takes time and breaks nothing. @returns puts the fault on */
  ready(nemesis: Nemesis, context: FaultContext): Promise<() => Promise<Injection>>;
}

/** @returns the fault, prepared beforehand or at once; healed by itself after its longest duration, whoever lives then. */
export function byNemesis({ undoing, ready, ...fault }: NemesisFault): Fault {
  const { name, target, maxDurationMs } = fault;
  const nodeNow = async (cluster: Cluster): Promise<string> => {
    const [node] = await cluster.resolve(target);
    if (!node) throw new FaultError(`${name} ${target}: no node is ${target} now`);
    return node;
  };
  const prepareOn = async (cluster: Cluster, node: string, context: FaultContext) => {
    const nemesis = await startNemesis(cluster, node, { forMs: maxDurationMs, undoing });
    /** Leaves nothing behind when a step fails. */
    const attempt = async <T>(step: () => Promise<T>): Promise<T> => {
      try {
        context.signal.throwIfAborted();
        return await step();
      } catch (error) {
        await nemesis
          .undo()
          .catch((trouble: unknown) => context.log('could not be undone', { node, error: String(trouble) }));
        throw error;
      }
    };
    const strike = await attempt(async () => {
      // Idempotent: what an earlier fault left in this namespace goes first.
      for (const argv of undoing) await runIn(nemesis.helper, node, [...argv]);
      return ready(nemesis, context);
    });
    return {
      async strike() {
        // At once: the moment does not wait for the helper's clock.
        const [injection] = await Promise.all([attempt(strike), nemesis.helper.begin().catch(() => undefined)]);
        return selfHealing(injection, maxDurationMs, context);
      },
      abandon: () => nemesis.undo().then(() => undefined),
    };
  };
  return {
    ...fault,
    planned: true,
    async prepare(cluster, context): Promise<Prepared> {
      const node = await nodeNow(cluster);
      const prepared = await prepareOn(cluster, node, context);
      return {
        abandon: prepared.abandon,
        async inject() {
          const now = await nodeNow(cluster);
          if (now === node) return prepared.strike();
          await prepared.abandon();
          return (await prepareOn(cluster, now, context)).strike();
        },
      };
    },
    inject: async (cluster, context) => (await prepareOn(cluster, await nodeNow(cluster), context)).strike(),
  };
}

async function startNemesis(
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
    cluster,
    node,
    helper,
    async undo() {
      try {
        const state = await cluster.state(node);
        // What was in the namespace ended with the container: rules, proxies, processes.
        if (state === 'exited' || state === 'absent')
          return `its container is ${state}: what was broken in it ended with it`;
        try {
          await undoBy(helper);
          return 'undone';
        } catch {
          // It ended: at its own deadline, or with a container that was started anew since. A new one sees to it.
          await helper.remove();
          return await again(cluster, node, lasting, undoBy);
        }
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
