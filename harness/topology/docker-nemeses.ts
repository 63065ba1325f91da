// The nemesis helpers that stand beside a cluster's members, whoever started them: found by label, so that what one
// process broke another one can heal.
import type Docker from 'dockerode';
import type { Helper } from '../core/cluster.ts';
import { within } from './deadline.ts';
import type { Found } from './docker-attach.ts';
import { connectEngine } from './docker-engine.ts';
import { execIn } from './docker-exec.ts';
import { MEMBER_LABEL, RUN_LABEL } from './docker-labels.ts';

/** Listing takes milliseconds, removing a killed container 0.5 s; the rest is for an engine on a loaded machine. */
const ASK_MS = 15_000;

export interface Nemesis {
  /** The member in whose namespaces it is. */
  member: string;
  /** It ends with its member's container; then there is nothing to be done in it but to remove it. */
  running: boolean;
  helper: Helper;
}

/** @throws SetupError when no engine answers */
export async function findNemeses({ id, containers }: Pick<Found, 'id' | 'containers'>): Promise<Nemesis[]> {
  const docker = await connectEngine();
  const filters = { label: [`${RUN_LABEL}=${id}`] };
  const all = await within(ASK_MS, `listing the containers of ${id}`, docker.listContainers({ all: true, filters }));
  const beside = all.filter((one) => one.Labels[MEMBER_LABEL] === undefined);
  const members = new Map([...containers].map(([member, container]) => [container, member]));
  return beside.flatMap((one) => {
    // The engine has resolved whose network it joined to an id.
    const joined = one.HostConfig.NetworkMode?.match(/^container:(.+)$/)?.[1];
    const member = joined === undefined ? undefined : members.get(joined);
    return member === undefined
      ? []
      : [{ member, running: one.State === 'running', helper: helperOf(docker, one.Id, one.Names[0] ?? one.Id) }];
  });
}

function helperOf(docker: Docker, id: string, name: string): Helper {
  return {
    exec: (argv, options = {}) => execIn(docker, id, argv, options),
    remove: async () => {
      const removed = docker.getContainer(id).remove({ force: true, v: true });
      await within(ASK_MS, `removing ${name}`, removed).catch((error: { statusCode?: number }) => {
        // Gone already, or going: what was wanted.
        if (error.statusCode !== 404 && error.statusCode !== 409) throw error;
      });
    },
  };
}

/** @returns the names of the processes of a member's container, as the kernel has them. @throws when it does not run */
export async function programsOf({ containers }: Pick<Found, 'containers'>, member: string): Promise<string[]> {
  const docker = await connectEngine();
  const container = docker.getContainer(containers.get(member) ?? '');
  // The engine wants to see a column with the process number, or it cannot tell whose a process is.
  const { Titles, Processes } = await within(
    ASK_MS,
    `${member}: listing its processes`,
    container.top({ ps_args: '-eo pid,comm' }),
  );
  const column = Titles.indexOf('COMMAND');
  return Processes.map((row: string[]) => row[column] ?? '');
}
