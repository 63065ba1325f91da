// `hadrill inject`: puts a fault on a cluster that is up, proves that it bites, and leaves it on.
import { EXIT } from '../core/errors.ts';
import { attachTopology } from '../run/bring-up.ts';
import { chooseCluster } from '../run/by-hand/choose.ts';
import { forgetFaults, recordFault } from '../run/by-hand/cluster-folder.ts';
import { askedFault, type Flags } from '../run/by-hand/fault-words.ts';
import { injectByHand } from '../run/by-hand/inject.ts';
import { findKept } from '../topology/docker-attach.ts';
import { findNemeses } from '../topology/docker-nemeses.ts';
import { interruptible } from './interruptible.ts';

/** @returns 0 when it is on and proven. @throws UsageError before anything is touched; FaultError, then it is off again */
export async function inject(
  name: string | undefined,
  words: readonly string[],
  { cluster: wanted, ...flags }: Flags & { cluster?: string },
): Promise<number> {
  const asked = askedFault(name, words, flags);
  // What is out of its bounds is refused before a cluster is looked for.
  await asked.make();
  return interruptible(async (signal) => {
    const found = chooseCluster(await findKept(), wanted);
    const cluster = await attachTopology(found);
    const { evidence } = await injectByHand(cluster, asked, {
      signal,
      nemeses: () => findNemeses(found),
      record: (fault) => recordFault(found.id, fault),
      forget: (fault) => forgetFaults(found.id, fault),
      say: (text) => process.stdout.write(`${text}\n`),
    });
    process.stdout.write(
      `it bites: ${evidence}\nit stays on until "hadrill heal"${asked.inNamespace ? ', an hour at most' : ''}; see "hadrill status"\n`,
    );
    return EXIT.ok;
  });
}
