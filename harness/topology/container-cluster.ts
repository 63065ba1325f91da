// What every running cluster does the same way: its containers, their addresses, its files, and keeping its secrets to itself.
import type { Cluster, Credentials } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { MASK, redactor } from '../core/redact.ts';
import type { Launched } from './docker-launch.ts';
import type { DockerMembers } from './docker-members.ts';
import { addressOf, type ClusterSpec } from './spec.ts';

export abstract class ContainerCluster implements AsyncDisposable {
  readonly id: string;
  readonly nodes: readonly string[];
  readonly members: readonly string[];
  readonly credentials: Credentials;
  readonly containers: DockerMembers;
  readonly #spec: ClusterSpec;
  /** Masks the cluster's secrets, in whatever form they stand. */
  readonly redact: (text: string) => string;
  readonly #remove: () => Promise<string[]>;

  constructor({ id, spec, members: containers, secrets, remove }: Launched, credentials: Credentials) {
    this.id = id;
    this.nodes = spec.nodes;
    this.members = spec.services.map((service) => service.name);
    this.containers = containers;
    this.credentials = credentials;
    this.#spec = spec;
    this.redact = redactor(Object.values(secrets));
    this.#remove = remove;
  }

  endpoint = (member: string, port: number): Promise<Endpoint> => this.containers.endpoint(member, port);
  address = (member: string): string => addressOf(this.#spec, member);
  state = (member: string) => this.containers.state(member);
  kill = (member: string, signal?: string) => this.containers.kill(member, signal);
  start = (member: string) => this.containers.start(member);
  stop = (member: string, graceSeconds?: number) => this.containers.stop(member, graceSeconds);
  pause = (member: string) => this.containers.pause(member);
  unpause = (member: string) => this.containers.unpause(member);
  exec: Cluster['exec'] = (member, argv, options) => this.containers.exec(member, argv, options);
  helper: Cluster['helper'] = (member, lasting) => this.containers.helper(member, lasting);

  /** The whole log, a timestamp (UTC) before each line, secrets redacted. */
  logs = async (member: string): Promise<string> => this.redact(await this.containers.log(member));

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

  remove = (): Promise<string[]> => this.#remove();

  async [Symbol.asyncDispose](): Promise<void> {
    const left = await this.remove();
    if (left.length > 0) throw new Error(`hadrill-${this.id}: left behind: ${left.join('; ')}: run hadrill clean`);
  }
}
