// Brings a spec's containers up on a network of their own, all labelled, and takes them away again by label.
import { randomBytes } from 'node:crypto';
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import type { TopologySpec } from '../core/scenario.ts';
import { messageOf, within } from './deadline.ts';
import { startService } from './docker-container.ts';
import { connectEngine } from './docker-engine.ts';
import { imagesFor } from './docker-images.ts';
import { KEEP_LABEL, MEMBER_LABEL, OWNER_LABEL, ownerLabel, RUN_LABEL, TOPOLOGY_LABEL } from './docker-labels.ts';
import { DockerMembers } from './docker-members.ts';
import { createNetwork } from './docker-network.ts';
import { sweep } from './docker-sweep.ts';
import { createVolumes } from './docker-volume.ts';
import type { ClusterSpec, ServiceSpec } from './spec.ts';

/** Removing seven containers, killed, and a network takes 1 s; forty times that. */
const REMOVE_MS = 40_000;

export interface LaunchOptions {
  signal: AbortSignal;
  /** Text of the owner label; default this process. While its owner lives, nothing of it is an orphan. */
  owner?: string | undefined;
  /** Never an orphan, whoever ended. */
  keep?: boolean | undefined;
  /** As asked for: kept in a label, so that another process can attach to the cluster (docker-attach.ts). */
  topology: TopologySpec;
  onEvent(text: string): void;
  /**
   * Names of services that are created together and, when all of them are, started together; the next wave is created
   * while the one before starts.
   */
  waves: readonly (readonly string[])[];
  /**
   * Each container, once created, is started when this resolves for it.
   * @param signal aborted when another one failed
   */
  mayStart(service: string, launched: Launched, signal: AbortSignal): Promise<void>;
  /** Called where it failed, while what there is of it is still there. */
  beforeRemoval(): Promise<void>;
}

export interface Launched {
  id: string;
  spec: ClusterSpec;
  members: DockerMembers;
  /** Random, one for each name that the spec asks for. */
  secrets: Record<string, string>;
  /** Removes by label and verifies. @returns what is left, with the reason. */
  remove(): Promise<string[]>;
}

/**
 * @param specFor the spec in a subnet, e.g. `10.203.7`
 * @throws SetupError, or the signal's reason; everything is removed before
 */
export async function launch(specFor: (subnet: string) => ClusterSpec, options: LaunchOptions): Promise<Launched> {
  const docker = await connectEngine();
  const id = randomBytes(4).toString('hex');
  const remove = removal(docker, id);
  try {
    return await bringUp(docker, { id, remove }, specFor, options);
  } catch (error) {
    await options.beforeRemoval();
    throw await afterRemoval(error, remove);
  }
}

/** @returns what removes a run by label, verifies, and says what is left. */
export const removal = (docker: Docker, id: string) => async (): Promise<string[]> =>
  (await within(REMOVE_MS, `removing hadrill-${id}`, sweep(docker, { run: id }))).left;

/** Removes, and says in the error what could not be. @returns the error. */
export async function afterRemoval(error: unknown, remove: () => Promise<string[]>): Promise<unknown> {
  const left = await remove().catch((trouble: unknown) => [messageOf(trouble)]);
  if (left.length > 0 && error instanceof Error)
    error.message += `\nleft behind: ${left.join('; ')}: run hadrill clean`;
  return error;
}

async function bringUp(
  docker: Docker,
  { id, remove }: Pick<Launched, 'id' | 'remove'>,
  specFor: (subnet: string) => ClusterSpec,
  { signal, owner = ownerLabel(), keep = false, topology, onEvent, waves, mayStart }: LaunchOptions,
): Promise<Launched> {
  const network = `hadrill-${id}`;
  const labels = {
    [RUN_LABEL]: id,
    [OWNER_LABEL]: owner,
    [TOPOLOGY_LABEL]: JSON.stringify(topology),
    ...(keep ? { [KEEP_LABEL]: '1' } : {}),
  };
  const images = await imagesFor(docker, specFor('10.0.0'));
  signal.throwIfAborted();
  const spec = specFor(await createNetwork(docker, network, labels));
  onEvent(`network ${network}: ${spec.subnet}.0/24`);
  await createVolumes(docker, spec, network, labels);
  const secrets = Object.fromEntries(secretNames(spec).map((name) => [name, randomBytes(16).toString('hex')]));
  const ids = new Map<string, string>();
  const launched = { id, remove, spec, secrets, members: new DockerMembers(docker, ids) };

  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const start = async (service: ServiceSpec, allCreated: () => Promise<void>) => {
    const { name } = service;
    const beforeStart = async (container: string) => {
      ids.set(name, container);
      await allCreated();
      await mayStart(name, launched, either);
      either.throwIfAborted();
    };
    const image = images.get(service.image) ?? '';
    const containerName = `${network}-${name}`;
    const placed = { image, containerName, network, secrets, labels: { ...labels, [MEMBER_LABEL]: name }, beforeStart };
    await startService(docker, spec, service, placed);
    onEvent(`${name}: started`);
  };
  const starting: Promise<void>[] = [];
  for (const wave of waves) {
    const services = spec.services.filter((service) => wave.includes(service.name));
    const created = barrier(services.length, either);
    // The first failure is the one to tell; it also calls off those that wait.
    starting.push(
      ...services.map((service) => start(service, created.arrive).catch((cause: unknown) => failed.abort(cause))),
    );
    await created.all.catch(() => undefined);
    if (either.aborted) break;
  }
  // Every start is waited for even when one fails: a container created after the removal would be left behind.
  await Promise.all(starting);
  signal.throwIfAborted();
  if (!failed.signal.aborted) return launched;
  const cause: unknown = failed.signal.reason;
  if (cause instanceof SetupError) throw cause;
  throw new SetupError(`the cluster's containers could not all be started: ${messageOf(cause)}`, { cause });
}

/** `all` and each `arrive` resolve when it was called `count` times. @throws the signal's reason when it is aborted */
function barrier(count: number, signal: AbortSignal): { arrive(): Promise<void>; all: Promise<void> } {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const onAbort = () => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  promise.catch(() => undefined).finally(() => signal.removeEventListener('abort', onAbort));
  let arrived = 0;
  return {
    all: promise,
    async arrive() {
      signal.throwIfAborted();
      arrived += 1;
      if (arrived === count) resolve();
      return promise;
    },
  };
}

const secretNames = (spec: ClusterSpec) => [
  ...new Set(spec.services.flatMap((service) => Object.values(service.secretEnvironment))),
];
