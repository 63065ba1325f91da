// A container beside the cluster: of a node's own image, with its volumes read-only, on its network, in which nothing runs
// until it is told to. Found and removed by the same labels as everything else; it is no member.
import type Docker from 'dockerode';
import type { ExecResult } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { SetupError } from '../core/errors.ts';
import { messageOf, within } from './deadline.ts';
import { execIn } from './docker-exec.ts';
import { MEMBER_LABEL } from './docker-labels.ts';

/** Creating, filling and starting a container takes 1 s, removing a killed one half of it; tenfold. */
const ENGINE_MS = 15_000;

export interface SpareWants {
  /** Files that are copied from the node. */
  files: readonly string[];
  /** Names of variables that are taken over from the node; no other is. */
  variables: readonly string[];
  /** Published on 127.0.0.1. */
  port: number;
}

export interface Spare {
  exec(argv: string[], options?: { timeoutMs?: number }): Promise<ExecResult>;
  endpoint(port: number): Promise<Endpoint>;
  /** Idempotent. */
  remove(): Promise<void>;
}

/** @param like the node's container @throws SetupError with the engine's word; nothing is left then */
export async function startSpare(docker: Docker, like: string, name: string, wants: SpareWants): Promise<Spare> {
  let container: Docker.Container | undefined;
  const remove = async () => {
    await within(ENGINE_MS, `removing ${name}`, container?.remove({ force: true, v: true }) ?? Promise.resolve()).catch(
      (error: { statusCode?: number }) => {
        // Gone already is what was wanted.
        if (error.statusCode !== 404) throw error;
      },
    );
  };
  const started = (async () => {
    const node = docker.getContainer(like);
    const created = await docker.createContainer(await options(node, name, wants));
    container = created;
    for (const file of wants.files)
      await created.putArchive(await node.getArchive({ path: file }), { path: file.slice(0, file.lastIndexOf('/')) });
    await created.start();
    return created;
  })();
  try {
    const { id } = await within(ENGINE_MS, `starting ${name}`, started);
    return {
      exec: (argv, how = {}) => execIn(docker, id, argv, how),
      endpoint: (port) => published(docker, id, name, port),
      remove,
    };
  } catch (cause) {
    await remove().catch(() => undefined);
    throw new SetupError(`${name} could not be started beside the cluster: ${messageOf(cause)}`, { cause });
  }
}

async function options(node: Docker.Container, name: string, { variables, port }: SpareWants) {
  const { Config, Mounts, NetworkSettings } = await node.inspect();
  const [network = 'none'] = Object.keys(NetworkSettings.Networks);
  const volumes = Mounts.filter((mount) => mount.Type === 'volume');
  return {
    name,
    Image: Config.Image,
    Entrypoint: ['tini', '--', 'sleep', 'infinity'],
    Env: Config.Env.filter((one) => variables.includes(one.slice(0, one.indexOf('=')))),
    Labels: Object.fromEntries(Object.entries(Config.Labels).filter(([label]) => label !== MEMBER_LABEL)),
    Healthcheck: { Test: ['NONE'] },
    ExposedPorts: { [`${port}/tcp`]: {} },
    HostConfig: {
      NetworkMode: network,
      PortBindings: { [`${port}/tcp`]: [{ HostIp: '127.0.0.1', HostPort: '' }] },
      Mounts: volumes.map((mount) => ({
        Type: 'volume' as const,
        Source: mount.Name ?? '',
        Target: mount.Destination,
        ReadOnly: true,
      })),
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
    },
  };
}

async function published(docker: Docker, id: string, name: string, port: number): Promise<Endpoint> {
  const { NetworkSettings } = await within(ENGINE_MS, `${name}: inspect`, docker.getContainer(id).inspect());
  const found = NetworkSettings.Ports?.[`${port}/tcp`]?.[0]?.HostPort;
  if (!found) throw new SetupError(`${name} publishes no port ${port}`);
  return { host: '127.0.0.1', port: Number(found) };
}
