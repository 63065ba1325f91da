// Finds clusters that were started to stay, and takes one up again in another process: everything that is needed is in
// the engine's own account of it, labels, addresses and variables, so that no file has to be right.
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import type { TopologySpec } from '../core/scenario.ts';
import { within } from './deadline.ts';
import { connectEngine } from './docker-engine.ts';
import { KEEP_LABEL, MEMBER_LABEL, RUN_LABEL, TOPOLOGY_LABEL } from './docker-labels.ts';
import { type Launched, removal } from './docker-launch.ts';
import { DockerMembers } from './docker-members.ts';
import type { ClusterSpec } from './spec.ts';

/** Listing and inspecting take milliseconds; the rest is for an engine on a loaded machine. */
const ASK_MS = 15_000;

/** A cluster that is kept, whole or not. */
export interface Found {
  id: string;
  /** As asked for at its start; null when another version of hadrill wrote it otherwise. */
  topology: TopologySpec | null;
  startedAt: Date;
  /** Container id by member, of those that are there. */
  containers: ReadonlyMap<string, string>;
}

/** @returns the kept clusters, the oldest first. @throws SetupError when no engine answers */
export async function findKept(): Promise<Found[]> {
  const docker = await connectEngine();
  const filters = { label: [RUN_LABEL, KEEP_LABEL] };
  const containers = await within(ASK_MS, 'listing the kept clusters', docker.listContainers({ all: true, filters }));
  const byRun = Map.groupBy(containers, (one) => one.Labels[RUN_LABEL] ?? '');
  const found = [...byRun].map(([id, ours]): Found => {
    const members = ours.filter((one) => one.Labels[MEMBER_LABEL] !== undefined);
    return {
      id,
      topology: topologyOf(ours[0]?.Labels[TOPOLOGY_LABEL]),
      startedAt: new Date(Math.min(...ours.map((one) => one.Created * 1000))),
      containers: new Map(members.map((one) => [one.Labels[MEMBER_LABEL] ?? '', one.Id])),
    };
  });
  return found.sort((a, b) => a.startedAt.getTime() - b.startedAt.getTime() || a.id.localeCompare(b.id));
}

function topologyOf(label: string | undefined): TopologySpec | null {
  try {
    return JSON.parse(label ?? '') as TopologySpec;
  } catch {
    return null;
  }
}

/**
 * @param specFor the spec in a subnet, as at the start
 * @returns what a launch would have returned. A member whose container is gone is `absent`.
 * @throws SetupError when the network or a secret is gone
 */
export async function relaunched(found: Found, specFor: (subnet: string) => ClusterSpec): Promise<Launched> {
  const docker = await connectEngine();
  const { id } = found;
  const spec = specFor(await subnetOf(docker, id));
  // A name finds nothing where there is no container: then the engine's own 404 says that it is absent.
  const ids = new Map(spec.services.map(({ name }) => [name, found.containers.get(name) ?? `hadrill-${id}-${name}`]));
  const secrets = await secretsOf(docker, found, spec);
  return { id, spec, secrets, members: new DockerMembers(docker, ids), remove: removal(docker, id) };
}

async function subnetOf(docker: Docker, id: string): Promise<string> {
  const inspected = docker.getNetwork(`hadrill-${id}`).inspect() as Promise<{
    IPAM?: { Config?: { Subnet?: string }[] };
  }>;
  const { IPAM } = await within(ASK_MS, `inspecting the network hadrill-${id}`, inspected).catch((cause: unknown) => {
    throw new SetupError(`cluster ${id} is incomplete: its network is gone. ${takeItDown(id)}`, { cause });
  });
  const [, subnet] = IPAM?.Config?.[0]?.Subnet?.match(/^(\d+\.\d+\.\d+)\.0\/24$/) ?? [];
  if (subnet === undefined)
    throw new SetupError(`cluster ${id}: the network hadrill-${id} has no subnet of ours. ${takeItDown(id)}`);
  return subnet;
}

const takeItDown = (id: string) => `Take it down: hadrill down --cluster ${id}`;

/** The containers were given their secrets as variables: each secret is read from one that has it. */
async function secretsOf(
  docker: Docker,
  { id, containers }: Found,
  spec: ClusterSpec,
): Promise<Record<string, string>> {
  const secrets: Record<string, string> = {};
  const wanted = new Set(spec.services.flatMap((service) => Object.values(service.secretEnvironment)));
  for (const service of spec.services) {
    const container = containers.get(service.name);
    const lacking = Object.entries(service.secretEnvironment).filter(([, name]) => secrets[name] === undefined);
    if (container === undefined || lacking.length === 0) continue;
    const { Config } = await within(ASK_MS, `inspecting ${service.name}`, docker.getContainer(container).inspect());
    for (const [variable, name] of lacking) {
      const entry = Config.Env?.find((one) => one.startsWith(`${variable}=`));
      if (entry !== undefined) secrets[name] = entry.slice(variable.length + 1);
    }
  }
  const missing = [...wanted].filter((name) => secrets[name] === undefined);
  if (missing.length > 0)
    throw new SetupError(
      `cluster ${id} is incomplete: nobody holds its ${missing.join(', ')} secret any more. ${takeItDown(id)}`,
    );
  return secrets;
}
