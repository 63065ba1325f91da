// Freezes a node's container: its processes stand still, while its kernel still acknowledges what comes in.
import type { Target } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { restoreMember } from './restore-members.ts';

const MAX_DURATION_MS = 120_000;

/** Effect: the engine says that the container is paused. Heal: it goes on where it stood. */
export function pause(target: Target): Fault {
  return {
    name: 'pause',
    target,
    endsInFailover: target === 'primary',
    maxDurationMs: MAX_DURATION_MS,
    planned: true,
    async inject(cluster, { now, signal, log }): Promise<Injection> {
      const [node] = await cluster.resolve(target);
      if (!node) throw new FaultError(`pause ${target}: no node is ${target} now`);
      signal.throwIfAborted();
      const injectedAtMs = now();
      await cluster.pause(node);
      log('paused', { node });
      return {
        targets: [node],
        injectedAtMs,
        async proveEffect() {
          const state = await cluster.state(node);
          return { tookEffect: state === 'paused', evidence: `${node}: container ${state}` };
        },
        heal: (abort) => restoreMember(cluster, node, abort).then(() => undefined),
      };
    },
  };
}
