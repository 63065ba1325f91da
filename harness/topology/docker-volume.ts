// The volumes that a topology's services share: labelled ours, so that they are removed with the rest of their run.
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import { type ClusterSpec, volumeNames } from './spec.ts';

/** @returns e.g. `hadrill-1f2e3d4c-backup`: the cluster's network is named after its run too. */
export const volumeName = (network: string, name: string): string => `${network}-${name}`;

/**
 * Creates each volume once, empty; the first container that mounts it gives it the owner and mode of the image's folder.
 * @throws SetupError with the engine's word
 */
export async function createVolumes(
  docker: Docker,
  spec: ClusterSpec,
  network: string,
  labels: Record<string, string>,
): Promise<void> {
  for (const name of volumeNames(spec)) {
    const Name = volumeName(network, name);
    await docker.createVolume({ Name, Labels: labels }).catch((cause: unknown) => {
      throw new SetupError(`the volume ${Name} could not be created: ${String(cause)}`, { cause });
    });
  }
}
