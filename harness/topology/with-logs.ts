// A start or a wait that failed tells why in the containers' own words.
import { SetupError } from '../core/errors.ts';
import type { ContainerCluster } from './container-cluster.ts';
import { messageOf } from './deadline.ts';

/** Errors that hold logs already. */
const told = new WeakSet<Error>();

/** @returns the error with the last lines of the containers that ended, or of the nodes, when it is a setup error. */
export async function withLogs(cluster: ContainerCluster, cause: unknown): Promise<unknown> {
  if (!(cause instanceof SetupError) || told.has(cause)) return cause;
  const ended = await cluster.containers.ended().catch(() => []);
  const tell = ended.length > 0 ? ended : cluster.nodes;
  const lines = await cluster.containers.lastLines(tell).catch((error: unknown) => messageOf(error));
  const error = new SetupError(cluster.redact(`${cause.message}\n${lines}`), { cause });
  told.add(error);
  return error;
}
