// `hadrill status`: the clusters that are up, who leads, how their nodes stand, which faults are on.
import { EXIT, SetupError } from '../core/errors.ts';
import { attachTopology, driverFor } from '../run/bring-up.ts';
import { chooseCluster, topologyInWords } from '../run/by-hand/choose.ts';
import { recordedFaults } from '../run/by-hand/cluster-folder.ts';
import { type Look, look } from '../run/by-hand/look.ts';
import { type Found, findKept } from '../topology/docker-attach.ts';
import { findNemeses } from '../topology/docker-nemeses.ts';
import { interruptible } from './interruptible.ts';
import { statusText } from './status-text.ts';

/** @returns 0 when all could be looked at, whatever was seen; 2 when one could not. @throws SetupError when none is up */
export async function status(flags: { cluster?: string; json?: boolean }): Promise<number> {
  return interruptible(async (signal) => {
    const found = await findKept();
    const chosen = found.length > 0 && flags.cluster === undefined ? found : [chooseCluster(found, flags.cluster)];
    const looks = await Promise.all(chosen.map((one) => lookAt(one, signal)));
    if (flags.json) process.stdout.write(`${JSON.stringify(looks.map(asJson), null, 2)}\n`);
    else process.stdout.write(looks.map(asText).join('\n'));
    return looks.every(({ seen }) => seen !== null) ? EXIT.ok : EXIT.unknown;
  });
}

interface Looked {
  found: Found;
  seen: Look | null;
  /** Why it could not be looked at. */
  trouble?: string;
}

async function lookAt(found: Found, signal: AbortSignal): Promise<Looked> {
  try {
    const cluster = await attachTopology(found);
    const driver = await driverFor(cluster.engine);
    const nemeses = await findNemeses(found);
    const seen = await look(cluster, { driver, nemeses, recorded: recordedFaults(found.id), signal });
    return { found, seen };
  } catch (error) {
    signal.throwIfAborted();
    // One that is not whole must not hide the others.
    if (error instanceof SetupError) return { found, seen: null, trouble: error.message };
    throw error;
  }
}

const titled = ({ id, topology, startedAt }: Found) => ({ id, topology: topologyInWords(topology), startedAt });

function asText({ found, seen, trouble }: Looked): string {
  if (seen) return statusText(titled(found), seen, new Date());
  return `cluster ${found.id}: ${topologyInWords(found.topology)}\n  state       UNKNOWN: ${trouble}\n`;
}

const asJson = ({ found, seen, trouble }: Looked) => ({
  ...titled(found),
  healthy: seen === null ? null : seen.unwell.length === 0,
  ...(seen ?? { trouble }),
});
