// A running Patroni cluster: asks its nodes over REST, leaves the containers to DockerMembers.
import type { Cluster, Credentials, EffectiveSettings, Endpoint, Helper, Target } from '../../core/cluster.ts';
import { FaultError } from '../../core/errors.ts';
import type { Launched } from '../docker-launch.ts';
import type { DockerMembers } from '../docker-members.ts';
import { addressOf, type ClusterSpec } from '../spec.ts';
import { PatroniBackup } from './backup/patroni-backup.ts';
import { wantedParameters } from './files.ts';
import type { Expected } from './health.ts';
import type { PatroniSpec } from './options.ts';
import { PROFILES } from './profiles.ts';
import { type Member, members } from './rest.ts';
import { bestView, describe, isLeader, nodesFor } from './roles.ts';
import { base, readSettings } from './settings.ts';
import { waitForHealth } from './wait-healthy.ts';

/** How long other nodes' views are waited for once one came: they answer in milliseconds or, cut off, not at all. */
const OTHER_VIEWS_MS = 300;
const MASK = '[redacted]';

export class PatroniCluster implements Cluster, AsyncDisposable {
  readonly topology = 'patroni';
  readonly engine = 'postgres';
  readonly id: string;
  readonly nodes: readonly string[];
  readonly members: readonly string[];
  readonly credentials: Credentials;
  readonly expected: Expected;
  /** Settings as asked for. */
  readonly asked: PatroniSpec;
  readonly containers: DockerMembers;
  readonly backup: PatroniBackup | undefined;
  readonly #spec: ClusterSpec;
  readonly #secrets: readonly string[];
  readonly #remove: () => Promise<string[]>;

  constructor(asked: PatroniSpec, { id, spec, members: containers, secrets, remove }: Launched) {
    this.id = id;
    this.asked = asked;
    this.nodes = spec.nodes;
    this.members = spec.services.map((service) => service.name);
    this.containers = containers;
    this.backup = asked.backup ? new PatroniBackup(this) : undefined;
    this.credentials = { user: 'postgres', password: secrets.superuser ?? '', database: 'postgres' };
    this.expected = {
      nodes: spec.nodes,
      synchronous: asked.synchronous,
      maximumLagBytes: PROFILES[asked.profile].maximumLagOnFailoverBytes,
    };
    this.#spec = spec;
    this.#secrets = Object.values(secrets);
    this.#remove = remove;
  }

  endpoint = (member: string, port: number): Promise<Endpoint> => this.containers.endpoint(member, port);
  address = (member: string): string => addressOf(this.#spec, member);

  /** @returns the members as those nodes see them that answer; [] when none does. */
  async view(): Promise<Member[]> {
    const views: Member[][] = [];
    const asked = this.nodes.map(async (node) => {
      views.push(await members(base(await this.endpoint(node, 8008))));
    });
    const all = Promise.allSettled(asked);
    await Promise.any(asked).catch(() => undefined);
    if (views.length > 0) await Promise.race([all, new Promise((resolve) => setTimeout(resolve, OTHER_VIEWS_MS))]);
    return bestView(views);
  }

  async resolve(target: Target): Promise<string[]> {
    const isName = !['primary', 'replica', 'sync-standby'].includes(target);
    if (isName && this.nodes.includes(target)) return [target];
    if (isName)
      throw new FaultError(
        `there is no node ${target}: use primary, replica, sync-standby or ${this.nodes.join(', ')}`,
      );
    const seen = await this.view();
    const found = nodesFor(target, seen);
    if (found.length > 0) return found;
    const mode = target === 'sync-standby' && !this.asked.synchronous ? '; the cluster replicates asynchronously' : '';
    throw new FaultError(`no node is ${target} now; seen: ${describe(seen)}${mode}`);
  }

  leader = async (): Promise<string | null> => (await this.view()).find(isLeader)?.name ?? null;

  effectiveSettings(): Promise<EffectiveSettings> {
    return readSettings(this, wantedParameters(this.asked));
  }

  state = (member: string) => this.containers.state(member);
  kill = (member: string, signal?: string) => this.containers.kill(member, signal);
  start = (member: string) => this.containers.start(member);
  stop = (member: string, graceSeconds?: number) => this.containers.stop(member, graceSeconds);
  pause = (member: string) => this.containers.pause(member);
  unpause = (member: string) => this.containers.unpause(member);
  exec: Cluster['exec'] = (member, argv, options) => this.containers.exec(member, argv, options);

  /** The whole log, a timestamp (UTC) before each line, secrets redacted. */
  logs = async (member: string): Promise<string> => this.redact(await this.containers.log(member));

  redact = (text: string): string => this.#secrets.reduce((masked, secret) => masked.replaceAll(secret, MASK), text);

  renderedConfig(): Record<string, string> {
    const files = this.#spec.services.flatMap(({ name, files, environment, secretEnvironment }) => {
      const hidden = Object.keys(secretEnvironment).map((variable) => [variable, MASK]);
      const variables = [...Object.entries(environment), ...hidden].map(
        ([variable, value]) => `${variable}=${value}\n`,
      );
      return [
        ...files.map((file) => [`${name}${file.path}`, this.redact(file.content)]),
        ...(variables.length > 0 ? [[`${name}/environment`, variables.join('')]] : []),
      ];
    });
    return Object.fromEntries(files) as Record<string, string>;
  }

  helper = (member: string): Promise<Helper> => this.containers.helper(member);

  waitHealthy(options: { timeoutMs: number; signal?: AbortSignal }): Promise<void> {
    return waitForHealth(this, { signal: new AbortController().signal, ...options });
  }

  remove = (): Promise<string[]> => this.#remove();

  async [Symbol.asyncDispose](): Promise<void> {
    const left = await this.remove();
    if (left.length > 0) throw new Error(`hadrill-${this.id}: left behind: ${left.join('; ')}: run hadrill clean`);
  }
}
