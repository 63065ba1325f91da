// Freezes a node's container: its processes stand still, while its kernel still acknowledges what comes in.
import type { Target } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { targetOf } from './aim.ts';
import { type LongestDuration, longestDuration, selfHealing } from './longest-duration.ts';
import { optionsOf } from './options.ts';
import { restoreMember } from './restore-members.ts';

/**
 * Effect: the engine says that the container is paused. Heal: it goes on where it stood.
 * @throws UsageError when the target is missing, or an option is unknown or wrong
 */
export function pause(target: Target, options: LongestDuration = {}): Fault {
  targetOf('pause', target);
  const { maxDurationMs } = optionsOf('pause', longestDuration, options);
  return {
    name: 'pause',
    target,
    endsInFailover: target === 'primary',
    maxDurationMs,
    planned: true,
    async inject(cluster, context): Promise<Injection> {
      const { now, signal, log } = context;
      const [node] = await cluster.resolve(target);
      if (!node) throw new FaultError(`pause ${target}: no node is ${target} now`);
      signal.throwIfAborted();
      const injectedAtMs = now();
      await cluster.pause(node);
      log('paused', { node });
      const injection: Injection = {
        targets: [node],
        injectedAtMs,
        async proveEffect() {
          const state = await cluster.state(node);
          return { tookEffect: state === 'paused', evidence: `${node}: container ${state}` };
        },
        heal: (abort) => restoreMember(cluster, node, abort).then(() => undefined),
      };
      return selfHealing(injection, maxDurationMs, context);
    },
  };
}
