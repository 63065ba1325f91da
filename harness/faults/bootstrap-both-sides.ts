// An operator's error during a partition: the cut-off node, which rightly refuses writes, is made a primary component of its
// own. Both sides then take writes under one state uuid, and stay apart for good.
import type { Cluster, Target } from '../core/cluster.ts';
import { FaultError } from '../core/errors.ts';
import type { Fault, Injection } from '../core/scenario.ts';
import { targetOf } from './aim.ts';
import { isolate } from './cut.ts';
import { operatorOf } from './galera-operator.ts';
import { refuseOptions } from './options.ts';
import { poll } from './poll.ts';
import { restoreMember } from './restore-members.ts';

/** Galera suspects a silent peer after 5 s, holds it for gone after 15 s, and installs the smaller component then. */
const NON_PRIMARY_MS = 30_000;
const MAX_DURATION_MS = 120_000;
/** The cut, a restart, and a look at the container's state. */
const HEAL_MS = 60_000;
const STATUS = "SHOW GLOBAL STATUS WHERE Variable_name IN ('wsrep_cluster_status', 'wsrep_cluster_size')";
/**
 * Only while the node is up. What it wrote alone is no part of the cluster's history, though its numbers are: kept in the cache, it
 * is taken for what the others wrote under the same numbers, and the transfer fails. So it must take everything anew.
 */
const DISCARD =
  'cd /var/lib/mysql && rm -f grastate.dat gvwstate.dat galera.cache gcache.page.* && touch sst_in_progress';

/**
 * Effect: the node is in a primary component of one while another node is in one of more. Heal: what the node wrote alone is
 * discarded, the cut is taken off, and the node joins the others with a full state transfer.
 * @param target a role or a node
 * @throws UsageError when the target is missing, or it is given options
 */
export function bootstrapBothSides(target: Target, ...options: []): Fault {
  targetOf('bootstrapBothSides', target);
  refuseOptions('bootstrapBothSides', options);
  return {
    name: 'bootstrap-both-sides',
    onlyOn: 'galera',
    target,
    // Whether the proxy sends writes to the one side or to the other is not for this fault to say.
    endsInFailover: false,
    maxDurationMs: MAX_DURATION_MS,
    healMs: HEAL_MS,
    planned: true,
    async inject(cluster, context): Promise<Injection> {
      const operator = operatorOf(cluster, 'bootstrap-both-sides');
      const cut = await isolate(target).inject(cluster, context);
      const [node = ''] = cut.targets;
      try {
        await becomesNonPrimary(cluster, node, context.signal);
        await operator.bootstrapComponent(node);
        context.log('bootstrapped', { node, afterMs: Math.round(context.now() - cut.injectedAtMs) });
      } catch (error) {
        await cut.heal(AbortSignal.timeout(HEAL_MS));
        throw error;
      }
      let healed = false;
      return {
        ...cut,
        async proveEffect(signal) {
          const { tookEffect, evidence } = await cut.proveEffect(signal);
          const own = await statusOf(cluster, node);
          const others = await Promise.all(
            cluster.nodes.filter((one) => one !== node).map((one) => statusOf(cluster, one)),
          );
          const split = own === 'Primary of 1' && others.some((other) => /^Primary of [2-9]/.test(other));
          return {
            tookEffect: tookEffect && split,
            evidence: `${evidence}; ${node} ${own}, the others ${others.join(', ')}`,
          };
        },
        async heal(signal) {
          if (healed) return;
          if ((await cluster.state(node)) === 'running') {
            const { exitCode, stderr } = await cluster.exec(node, ['bash', '-c', DISCARD]);
            if (exitCode !== 0) throw new FaultError(`heal ${node}: its data could not be discarded: ${stderr.trim()}`);
            // Ended before the cut is taken off: it never meets the others with what it wrote alone.
            await cluster.kill(node);
          }
          await cut.heal(signal);
          await restoreMember(cluster, node, signal);
          healed = true;
        },
      };
    },
  };
}

async function becomesNonPrimary(cluster: Cluster, node: string, signal: AbortSignal): Promise<void> {
  let seen = '';
  const left = await poll(
    async () => {
      seen = await statusOf(cluster, node);
      return seen.startsWith('non-Primary') ? true : null;
    },
    { timeoutMs: NON_PRIMARY_MS, signal },
  );
  if (left === null)
    throw new FaultError(`bootstrap-both-sides: ${node} is cut off for ${NON_PRIMARY_MS / 1000} s and still ${seen}`);
}

/** @returns e.g. `Primary of 3`; or why it could not be asked */
async function statusOf(cluster: Cluster, node: string): Promise<string> {
  const { exitCode, stdout, stderr } = await cluster.exec(node, ['mariadb', '-BNe', STATUS]);
  if (exitCode !== 0) return `not known (${stderr.trim()})`;
  const values = new Map(stdout.split('\n').map((line) => line.split('\t') as [string, string]));
  return `${values.get('wsrep_cluster_status')} of ${values.get('wsrep_cluster_size')}`;
}
