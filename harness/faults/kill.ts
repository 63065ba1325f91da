// Kills a node's container, as a power cut does: no goodbye to peers, nothing flushed that was not already on disk.
import { z } from 'zod';
import type { Cluster, Target } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { targetOf } from './aim.ts';
import { type LongestDuration, longestDuration, selfHealing } from './longest-duration.ts';
import { optionsOf } from './options.ts';
import { poll } from './poll.ts';
import { restoreMember } from './restore-members.ts';
import { sqlEndpoint, sqlRefusal } from './sql-port.ts';

/** SIGKILL takes effect at once; SIGTERM and the like let PostgreSQL write its shutdown checkpoint (seconds). */
const EFFECT_TIMEOUT_MS = 30_000;

export interface KillOptions extends LongestDuration {
  /** Signal to the container's init. Default SIGKILL. */
  signal?: 'SIGKILL' | 'SIGTERM' | 'SIGINT' | 'SIGQUIT';
}

const SIGNALS = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT'] as const;
const TAKEN = {
  signal: z
    .enum(SIGNALS)
    .default('SIGKILL')
    .describe(`one of ${SIGNALS.join(', ')}`),
  ...longestDuration,
};

/**
 * Effect: the container has exited and its database port no longer answers. Heal: the container is started again.
 * @param target a role, looked up at the moment of injection, or a node's name; of several, the first is hit
 * @throws UsageError when the target is missing, or an option is unknown or wrong
 */
export function kill(target: Target, options: KillOptions = {}): Fault {
  targetOf('kill', target);
  const { signal: signalName, maxDurationMs } = optionsOf('kill', TAKEN, options);
  return {
    name: 'kill',
    target,
    endsInFailover: target === 'primary',
    maxDurationMs,
    planned: true,
    async inject(cluster, context): Promise<Injection> {
      const { now, signal, log } = context;
      const [node] = await cluster.resolve(target);
      if (!node) throw new FaultError(`kill ${target}: no node is ${target} now`);
      const endpoint = await sqlEndpoint(cluster, node);
      signal.throwIfAborted();
      const injectedAtMs = now();
      await cluster.kill(node, signalName);
      log('killed', { node, signal: signalName });
      const injection: Injection = {
        targets: [node],
        injectedAtMs,
        proveEffect: (abort) => proveKilled(cluster, node, endpoint, abort),
        heal: (abort) => restoreMember(cluster, node, abort).then(() => undefined),
      };
      return selfHealing(injection, maxDurationMs, context);
    },
  };
}

async function proveKilled(cluster: Cluster, node: string, endpoint: Endpoint, signal: AbortSignal) {
  let seen = 'nothing yet';
  const evidence = await poll(
    async () => {
      const state = await cluster.state(node);
      const refusal = await sqlRefusal(endpoint, cluster.engine);
      seen = `container ${state}, its database port ${refusal ?? 'answers'}`;
      return state === 'exited' && refusal !== null ? seen : null;
    },
    { timeoutMs: EFFECT_TIMEOUT_MS, signal },
  );
  return { tookEffect: evidence !== null, evidence: `${node}: ${evidence ?? seen}` };
}
