// Creates one service's container through testcontainers: on exactly one network, at its fixed address.
import type Docker from 'dockerode';
import { SetupError } from '../core/errors.ts';
import { volumeName } from './docker-volume.ts';
import type { ClusterSpec, ServiceSpec } from './spec.ts';

export interface Placement {
  image: string;
  containerName: string;
  network: string;
  labels: Record<string, string>;
  secrets: Record<string, string>;
  /** Called between creation and start; the container is started when it resolves. */
  beforeStart(id: string): Promise<void>;
}

/**
 * The images check themselves every 2 s, for whoever uses them alone. Here health is asked for over REST, and seven
 * interpreters started every 2 s would show in what is measured.
 */
const HEALTH_CHECK_EVERY_MS = 30_000;

/** Starts the service. @returns its container's id. @throws SetupError when it got a second network or another address. */
export async function startService(
  docker: Docker,
  spec: ClusterSpec,
  service: ServiceSpec,
  at: Placement,
): Promise<string> {
  // No registry is needed for the reaper: we find and remove by our own labels.
  process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true';
  const { GenericContainer, Wait } = await import('testcontainers');
  const address = `${spec.subnet}.${service.host}`;

  class Service extends GenericContainer {
    constructor() {
      super(at.image);
      // Not withNetworkAliases: that leaves the container on the default bridge as well, and partitions leak.
      this.createOpts.NetworkingConfig = {
        EndpointsConfig: { [at.network]: { Aliases: [service.name], IPAMConfig: { IPv4Address: address } } },
      };
      this.createOpts.ExposedPorts = Object.fromEntries(service.ports.map((port) => [`${port}/tcp`, {}]));
      this.hostConfig.PortBindings = Object.fromEntries(
        service.ports.map((port) => [`${port}/tcp`, [{ HostIp: '127.0.0.1', HostPort: '' }]]),
      );
      this.hostConfig.Mounts = (service.volumes ?? []).map(({ name, path }) => ({
        Type: 'volume' as const,
        Source: volumeName(at.network, name),
        Target: path,
      }));
      this.createOpts.Hostname = service.name;
      if (service.entrypoint) this.createOpts.Entrypoint = service.entrypoint;
      this.createOpts.Healthcheck = { Interval: HEALTH_CHECK_EVERY_MS * 1e6 };
    }
    protected override containerCreated = at.beforeStart;
  }

  const secret = Object.entries(service.secretEnvironment).map(([variable, name]) => [
    variable,
    at.secrets[name] ?? '',
  ]);
  const started = await new Service()
    .withName(at.containerName)
    .withNetworkMode(at.network)
    .withLabels(at.labels)
    .withEnvironment({ ...service.environment, ...Object.fromEntries(secret) })
    .withCopyContentToContainer(
      service.files.map((file) => ({ target: file.path, content: file.content, mode: 0o644 })),
    )
    .withDroppedCapabilities('ALL')
    .withSecurityOpt('no-new-privileges')
    // Readiness is the topology's business, by state; nothing is waited for here.
    .withWaitStrategy(Wait.forAll([]))
    .start();

  const { NetworkSettings } = await docker.getContainer(started.getId()).inspect();
  const networks = Object.entries(NetworkSettings.Networks).map(([name, n]) => `${name} ${n.IPAddress}`);
  if (networks.length !== 1 || networks[0] !== `${at.network} ${address}`) {
    throw new SetupError(
      `${service.name} must be on ${at.network} at ${address} alone, seen: ${networks.join(', ') || 'none'}`,
    );
  }
  return started.getId();
}
