// `hadrill heal`: takes off whatever is on a cluster, whoever put it on, and waits until the cluster is healthy.
import { EXIT } from '../core/errors.ts';
import { attachTopology } from '../run/bring-up.ts';
import { chooseCluster } from '../run/by-hand/choose.ts';
import { forgetFaults, recordedFaults } from '../run/by-hand/cluster-folder.ts';
import { healByHand } from '../run/by-hand/heal.ts';
import { findKept } from '../topology/docker-attach.ts';
import { findNemeses, programsOf } from '../topology/docker-nemeses.ts';
import { interruptible } from './interruptible.ts';

/** A leader's lease runs out after 30 s at most, a node is rewound and streams in 10 s; and as long again. */
const HEALTHY_MS = 90_000;

/** @returns 0 when it is healthy again. @throws FaultError with what is left; SetupError when it does not become healthy */
export async function heal(flags: { cluster?: string }): Promise<number> {
  return interruptible(async (signal) => {
    const found = chooseCluster(await findKept(), flags.cluster);
    const cluster = await attachTopology(found);
    const recorded = recordedFaults(found.id);
    const seen = {
      nemeses: await findNemeses(found),
      recorded,
      programsOf: (member: string) => programsOf(found, member),
    };
    const done = await healByHand(cluster, seen, signal);
    forgetFaults(found.id);
    for (const one of done) process.stdout.write(`${one}\n`);
    if (done.length === 0) process.stdout.write('nothing was on\n');
    await cluster.waitHealthy({ timeoutMs: HEALTHY_MS, signal, anew: done.length > 0 });
    process.stdout.write(`healthy: ${(await cluster.leader()) ?? 'nobody'} leads\n`);
    return EXIT.ok;
  });
}
