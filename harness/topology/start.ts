// Starts a Patroni cluster: network, all containers at once, then waits until three members are healthy.
import { randomBytes } from 'node:crypto';
import Docker from 'dockerode';
import pRetry, { AbortError } from 'p-retry';
import { SetupError } from '../core/errors.ts';
import { startService } from './docker-container.ts';
import { imagesFor } from './docker-images.ts';
import { MEMBER_LABEL, OWNER_LABEL, ownerLabel, RUN_LABEL } from './docker-labels.ts';
import { createNetwork } from './docker-network.ts';
import { sweep } from './docker-sweep.ts';
import { dynamicConfiguration } from './patroni/files.ts';
import { members, patchConfig, whatIsMissing } from './patroni/health.ts';
import type { PatroniSpec } from './patroni/options.ts';
import { PROFILES } from './patroni/profiles.ts';
import { patroniClusterSpec } from './patroni/spec.ts';
import type { ClusterSpec } from './spec.ts';

/** From containers up to healthy: about 8 s when idle; 90 s leaves room for a machine at a tenth of the speed. */
const HEALTHY_DEADLINE_MS = 90_000;
/** How often health is asked for while waiting. Constant: a growing pause would quantise the start time. */
const POLL_MS = 150;

export interface StartedCluster extends AsyncDisposable {
  id: string;
  spec: ClusterSpec;
  containers: ReadonlyMap<string, string>;
  /** PostgreSQL superuser's password, random per cluster. Never print it. */
  superuserPassword(): string;
  /** Base address of a published port, looked up again at each call: it changes with every start. */
  endpoint(member: string, port: number): Promise<{ host: string; port: number }>;
  waitHealthy(timeoutMs: number, signal?: AbortSignal): Promise<void>;
  /** @returns what could not be removed. */
  remove(): Promise<string[]>;
}

/** @throws SetupError with what was not healthy and that container's last lines; everything is removed before. */
export async function startCluster(
  topology: PatroniSpec,
  options: { signal?: AbortSignal } = {},
): Promise<StartedCluster> {
  const docker = new Docker();
  await docker.ping().catch((cause: unknown) => {
    throw new SetupError(`no container engine answers (${String(cause)}): run bin/setup`, { cause });
  });
  const id = randomBytes(4).toString('hex');
  const name = `hadrill-${id}`;
  const labels = { [RUN_LABEL]: id, [OWNER_LABEL]: ownerLabel() };
  const secrets = { superuser: randomBytes(16).toString('hex'), replication: randomBytes(16).toString('hex') };
  const containers = new Map<string, string>();
  const remove = async () => (await sweep(docker, { run: id })).left;

  try {
    const images = await imagesFor(docker, patroniClusterSpec(topology, '10.0.0'));
    const spec = patroniClusterSpec(topology, await createNetwork(docker, name, labels));
    // Every start is waited for even when one fails: a container created after the sweep would be left behind.
    const started = await Promise.allSettled(
      spec.services.map(async (service) => {
        options.signal?.throwIfAborted();
        const image = images.get(service.image) ?? '';
        const place = { image, containerName: `${name}-${service.name}`, network: name, secrets };
        containers.set(
          service.name,
          await startService(docker, spec, service, { ...place, labels: { ...labels, [MEMBER_LABEL]: service.name } }),
        );
      }),
    );
    for (const one of started) if (one.status === 'rejected') throw one.reason;

    const endpoint = async (member: string, port: number) => {
      const { NetworkSettings } = await docker.getContainer(containers.get(member) ?? '').inspect();
      const published = NetworkSettings.Ports[`${port}/tcp`]?.[0]?.HostPort;
      if (!published) throw new Error(`${member} publishes no port ${port} now: is it running?`);
      return { host: '127.0.0.1', port: Number(published) };
    };
    const rest = async (member: string) => `http://127.0.0.1:${(await endpoint(member, 8008)).port}`;
    const waitHealthy = async (timeoutMs: number, signal = options.signal) => {
      await pRetry(
        async () => {
          signal?.throwIfAborted();
          const ended = await exited(docker, containers);
          if (spec.nodes.every((node) => ended.includes(node))) {
            throw new AbortError(`every database node's container has ended`);
          }
          const seen = await Promise.any(spec.nodes.map(async (node) => members(await rest(node)))).catch(() => []);
          const missing = whatIsMissing(seen, spec.nodes, topology.synchronous);
          if (missing) throw new Error(missing);
        },
        // Bounded by its time, not by a count.
        {
          retries: Math.ceil(timeoutMs / POLL_MS),
          factor: 1,
          minTimeout: POLL_MS,
          maxTimeout: POLL_MS,
          maxRetryTime: timeoutMs,
          ...(signal ? { signal } : {}),
        },
      ).catch(async (cause: unknown) => {
        signal?.throwIfAborted();
        throw new SetupError(
          `${name} did not become healthy (within ${timeoutMs / 1000} s): ${(cause as Error).message}\n${await lastLines(docker, containers, secrets)}`,
          { cause },
        );
      });
    };

    await waitHealthy(HEALTHY_DEADLINE_MS);
    await patchConfig(await rest('pg1'), dynamicConfiguration(topology, PROFILES[topology.profile].loopWaitS));
    return {
      id,
      spec,
      containers,
      superuserPassword: () => secrets.superuser,
      endpoint,
      waitHealthy,
      remove,
      [Symbol.asyncDispose]: async () => void (await remove()),
    };
  } catch (error) {
    const left = await remove();
    if (left.length > 0 && error instanceof Error) error.message += `\nleft behind: ${left.join('; ')}`;
    throw error;
  }
}

/** Last lines of the containers that ended, or of all, without the frames of the log stream and without the secrets. */
async function lastLines(
  docker: Docker,
  containers: Map<string, string>,
  secrets: Record<string, string>,
): Promise<string> {
  const ended = await exited(docker, containers);
  const parts = [...containers]
    .filter(([member]) => ended.length === 0 || ended.includes(member))
    .map(async ([member, id]) => {
      const raw = await docker.getContainer(id).logs({ stdout: true, stderr: true, tail: 25 });
      return `--- ${member}${ended.includes(member) ? ' (ended)' : ''}\n${unframed(raw)}`;
    });
  return Object.values(secrets).reduce(
    (text, secret) => text.replaceAll(secret, '***'),
    (await Promise.all(parts)).join('\n'),
  );
}

/** @returns the members whose container has ended. */
async function exited(docker: Docker, containers: Map<string, string>): Promise<string[]> {
  const states = [...containers].map(async ([member, id]) => ({
    member,
    running: (await docker.getContainer(id).inspect()).State.Running,
  }));
  return (await Promise.all(states)).filter((one) => !one.running).map((one) => one.member);
}

/** The engine frames each piece of a log with 8 bytes: stream, 0, 0, 0, length (Docker Engine API, "Attach"). */
function unframed(raw: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at + 8 <= raw.length; ) {
    const end = at + 8 + raw.readUInt32BE(at + 4);
    pieces.push(raw.subarray(at + 8, end));
    at = end;
  }
  return Buffer.concat(pieces).toString();
}
