// The nemesis helper: a container that joins one member's network and process namespace and lives as long as its fault.
import type Docker from 'dockerode';
import type { ExecResult, Helper } from '../core/cluster.ts';
import { SetupError } from '../core/errors.ts';
import { within } from './deadline.ts';
import { execIn } from './docker-exec.ts';
import { imageTag } from './docker-images.ts';

/** Creating and starting a container takes 0.5 s; removing a killed one as long; a loaded engine twenty times that. */
const ENGINE_MS = 10_000;
/** It only joins namespaces, so one suite's serves both. */
const NEMESIS_SUITE = 'trixie';

export interface HelperPlace {
  /** The container whose namespaces it joins. */
  target: string;
  containerName: string;
  labels: Record<string, string>;
}

/** Starts it, with NET_ADMIN and KILL and nothing else. @throws SetupError when the image is missing. */
export async function startHelper(docker: Docker, place: HelperPlace): Promise<Helper> {
  const image = await imageTag(docker, 'nemesis', NEMESIS_SUITE);
  const started = (async () => {
    const container = await docker.createContainer({
      Image: image,
      name: place.containerName,
      Labels: place.labels,
      HostConfig: {
        NetworkMode: `container:${place.target}`,
        PidMode: `container:${place.target}`,
        CapDrop: ['ALL'],
        // SETUID and SETGID: the proxy server runs as a user of its own, which the redirect leaves alone.
        CapAdd: ['NET_ADMIN', 'KILL', 'SETUID', 'SETGID'],
        SecurityOpt: ['no-new-privileges'],
      },
    });
    await container.start();
    return container;
  })();
  const container = await within(ENGINE_MS, `starting ${place.containerName}`, started).catch((cause: unknown) => {
    throw new SetupError(`the nemesis helper could not be started beside its target: ${String(cause)}`, { cause });
  });
  return {
    exec: (argv: string[], options: { timeoutMs?: number; user?: string } = {}): Promise<ExecResult> =>
      execIn(docker, container.id, argv, options),
    remove: () =>
      within(ENGINE_MS, `removing ${place.containerName}`, container.remove({ force: true, v: true })).catch(
        (error: { statusCode?: number }) => {
          // Gone already is what was wanted.
          if (error.statusCode !== 404) throw error;
        },
      ),
  };
}
