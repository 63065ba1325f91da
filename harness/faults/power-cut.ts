// The power fails: every database node is killed at once. What a server had only in its own memory is gone; what it had handed
// to the operating system is not, for that lives on. Nobody is left whom a node could join.

import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Injection } from '../core/scenario.ts';
import { operatorOf } from './galera-operator.ts';
import { worstMoment } from './log-rhythm.ts';
import { refuseOptions } from './options.ts';
import { poll } from './poll.ts';
import { sqlEndpoint, sqlRefusal } from './sql-port.ts';
import { watchLogWrites } from './watch-log.ts';

/** SIGKILL takes effect at once; the rest is for a loaded engine. */
const EFFECT_TIMEOUT_MS = 15_000;
const MAX_DURATION_MS = 120_000;
/** Two starts and a recovered position a node: 6 s on an idle machine, 20 s each way is what the operator waits at most. */
const HEAL_MS = 90_000;

/**
 * At the worst moment: where the servers write their logs only now and then, as long as can be after any of them has.
 * Effect: every database container has exited and no database port answers. Heal: the recovery from a total outage that the
 * reference document describes: the position of each node, bootstrap from the highest, the others join.
 * @throws UsageError when it is given options
 */
export function powerCut(...options: []): Fault {
  refuseOptions('powerCut', options);
  return {
    name: 'power-cut',
    onlyOn: 'galera',
    // No failover: there is nobody left to fail over to.
    endsInFailover: false,
    endsOnlyByHeal: true,
    maxDurationMs: MAX_DURATION_MS,
    healMs: HEAL_MS,
    planned: true,
    async inject(cluster, { now, signal, log }): Promise<Injection> {
      const operator = operatorOf(cluster, 'power-cut');
      const nodes = [...cluster.nodes];
      const endpoints = await Promise.all(nodes.map((node) => sqlEndpoint(cluster, node)));
      const worst = worstMoment(await watchLogWrites(cluster, now, signal), now());
      if (worst !== null) await sleep(Math.max(0, worst.atMs - now()), undefined, { signal });
      signal.throwIfAborted();
      const injectedAtMs = now();
      // At once: a node that lives longer writes to disk what the others were killed with, and nothing would be lost.
      const diedAfterMs = await Promise.all(
        nodes.map(async (node) => {
          await cluster.kill(node);
          return now() - injectedAtMs;
        }),
      );
      const spreadMs = Math.round(Math.max(...diedAfterMs) - Math.min(...diedAfterMs));
      const moment =
        worst === null
          ? 'the servers write their logs with every commit'
          : `by their rhythm no server had written its log for ${Math.round(worst.unwrittenMs)} ms`;
      log('power cut', { nodes: nodes.join(' '), withinMs: Math.round(Math.max(...diedAfterMs)), moment });
      let recovered = false;
      return {
        targets: nodes,
        injectedAtMs,
        async proveEffect(abort) {
          let seen = 'nothing yet';
          const dead = await poll(
            async () => {
              const states = await Promise.all(nodes.map((node) => cluster.state(node)));
              const ports = await Promise.all(endpoints.map((endpoint) => sqlRefusal(endpoint, cluster.engine)));
              seen = nodes.map((node, i) => `${node} ${states[i]}, its port ${ports[i] ?? 'answers'}`).join('; ');
              return states.every((state) => state === 'exited') && !ports.includes(null) ? true : null;
            },
            { timeoutMs: EFFECT_TIMEOUT_MS, signal: abort },
          );
          return {
            tookEffect: dead === true,
            evidence: `${seen}; killed within ${spreadMs} ms of each other; ${moment}`,
          };
        },
        async heal(abort) {
          if (recovered) return;
          const { bootstrapped, why } = await operator.recoverFromTotalOutage(abort);
          recovered = true;
          log('recovered from the total outage', { bootstrapped, why });
        },
      };
    },
  };
}
