// The nemesis helper: a container that joins one member's network and process namespace and lives as long as its fault.
// It carries its own deadline: what was broken is mended by it when nobody else lives to do it.
import type Docker from 'dockerode';
import type { ExecResult, Helper, Lasting, LastingHelper } from '../core/cluster.ts';
import { FaultError, SetupError } from '../core/errors.ts';
import { messageOf, within } from './deadline.ts';
import { execIn } from './docker-exec.ts';
import { imageTag } from './docker-images.ts';

/** Creating and starting a container takes 0.5 s; removing a killed one as long; a loaded engine twenty times that. */
const ENGINE_MS = 10_000;
/** Between its start and its fault lies the wait for the moment: 30 s at most, and what making ready takes. */
const AHEAD_S = 40;
/** The process that waits, in the helper's own file system: in a shared namespace its number is any. */
const WAITING = '/tmp/waiting';
/** It only joins namespaces, so one suite's serves both. */
const NEMESIS_SUITE = 'trixie';

export interface HelperPlace {
  /** The container whose namespaces it joins. */
  target: string;
  containerName: string;
  labels: Record<string, string>;
  lasting: Lasting;
}

/**
 * Starts it, with what faults need (NET_ADMIN, KILL, and the change of user) and nothing else. When it ends it is gone.
 * @throws SetupError when the image is missing or it cannot be started; FaultError when the member has a helper already
 */
export async function startHelper(docker: Docker, place: HelperPlace): Promise<LastingHelper> {
  const { target, containerName, labels } = place;
  const image = await imageTag(docker, 'nemesis', NEMESIS_SUITE);
  const started = (async () => {
    const container = await docker.createContainer({
      Image: image,
      name: containerName,
      Labels: labels,
      Cmd: ['sh', '-c', deadlineScript(place.lasting)],
      HostConfig: {
        AutoRemove: true,
        NetworkMode: `container:${target}`,
        PidMode: `container:${target}`,
        CapDrop: ['ALL'],
        // SETUID and SETGID: the proxy server runs as a user of its own, which the redirect leaves alone.
        CapAdd: ['NET_ADMIN', 'KILL', 'SETUID', 'SETGID'],
        SecurityOpt: ['no-new-privileges'],
      },
    });
    // Created and not started it would stay, for only what ran is removed by itself.
    await container.start().catch(async (cause: unknown) => {
      await container.remove({ force: true, v: true }).catch(() => undefined);
      throw cause;
    });
    return container;
  })();
  const container = await within(ENGINE_MS, `starting ${containerName}`, started).catch((cause: unknown) => {
    if ((cause as { statusCode?: number }).statusCode === 409 && /already in use/.test(messageOf(cause)))
      throw new FaultError(`${containerName} exists: a fault is on that member already, heal it first`, { cause });
    throw new SetupError(`the nemesis helper could not be started beside its target: ${messageOf(cause)}`, { cause });
  });
  const exec: Helper['exec'] = async (argv, options = {}): Promise<ExecResult> => {
    try {
      return await execIn(docker, container.id, argv, options);
    } catch (cause) {
      throw new FaultError(`${argv.join(' ')} in ${containerName}: ${messageOf(cause)}`, { cause });
    }
  };
  return {
    exec,
    async begin() {
      await exec(['sh', '-c', `kill -USR1 "$(cat ${WAITING})"`]);
    },
    remove: () => within(ENGINE_MS, `removing ${containerName}`, removed(container)),
  };
}

/** @returns what it does all its life: it waits to be begun, or no longer; then its time runs, it mends, and ends. */
export function deadlineScript({ forMs, thenRun }: Lasting, aheadS = AHEAD_S, waiting = WAITING): string {
  const quoted = (argv: readonly string[]) => argv.map((each) => `'${each.replaceAll("'", "'\\''")}'`).join(' ');
  return [
    // The signal ends the sleeper and not the shell. Whoever knows the number may send it: a sleeper that ended before
    // `wait` ends that too, where a trap that did nothing would leave the shell waiting for the whole time ahead.
    ...[`sleep ${aheadS} & ahead=$!`, "trap 'kill $ahead 2>&-' USR1", `echo $$ > ${waiting}`, 'wait $ahead'],
    ...[`sleep ${forMs / 1000}`, ...thenRun.map(quoted)],
  ].join('\n');
}

/** Resolves when it is gone, whoever removed it: its name is free then. */
async function removed(container: Docker.Container): Promise<void> {
  const gone = container.wait({ condition: 'removed' }).catch(ifGone);
  await container.remove({ force: true, v: true }).catch(ifGone);
  await gone;
}

/** 404: gone already. 409: its removal is under way. */
function ifGone(error: { statusCode?: number }): void {
  if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
}
