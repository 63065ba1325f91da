// The containers of one cluster by their member's name. testcontainers made them; from here on it is the engine's own API,
// for testcontainers' stop removes and its restart can.
import type Docker from 'dockerode';
import type { ContainerState, ExecResult, Lasting, LastingHelper } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { FaultError } from '../core/errors.ts';
import { messageOf, within } from './deadline.ts';
import { answerOf, CALL_MS } from './docker-engine.ts';
import { type ExecOptions, execIn } from './docker-exec.ts';
import { startHelper } from './docker-helper.ts';
import { MEMBER_LABEL } from './docker-labels.ts';
import { lastLines, readLog } from './docker-logs.ts';
import { ContainerLook } from './docker-look.ts';
import { type Spare, type SpareWants, startSpare } from './docker-spare.ts';

/** Docker's own default between SIGTERM and SIGKILL. */
const GRACE_S = 10;

export class DockerMembers {
  readonly #docker: Docker;
  readonly #ids: ReadonlyMap<string, string>;
  readonly #look: ContainerLook;

  /** @param ids container id by member */
  constructor(docker: Docker, ids: ReadonlyMap<string, string>) {
    this.#docker = docker;
    this.#ids = ids;
    this.#look = new ContainerLook(docker);
  }

  /** @returns where an inside port is published now: it changes with every start. @throws when it is not. */
  async endpoint(member: string, port: number): Promise<Endpoint> {
    const seen = await this.#look.of(this.#id(member));
    const published = seen.published(port);
    if (!published) throw new Error(`${member} publishes no port ${port} now: its container is ${seen.state}`);
    return published;
  }

  async state(member: string): Promise<ContainerState> {
    return (await this.#look.of(this.#id(member))).state;
  }

  /** @returns the members whose container does not run, each with its state. */
  async notRunning(): Promise<{ member: string; state: ContainerState }[]> {
    const all = [...this.#ids.keys()].map(async (member) => ({ member, state: await this.state(member) }));
    return (await Promise.all(all)).filter((one) => one.state !== 'running');
  }

  /** @returns the members whose container ran and ended; one that was never started, or is gone, is not among them. */
  async ended(): Promise<string[]> {
    const all = [...this.#ids.keys()].map(async (member) => {
      const { ended } = await this.#look.of(this.#id(member));
      return ended ? member : null;
    });
    return (await Promise.all(all)).filter((member) => member !== null);
  }

  async kill(member: string, signal = 'SIGKILL'): Promise<void> {
    await this.#act(`kill (${signal})`, member, (container) => container.kill({ signal }));
    await this.#entered(member);
  }

  start(member: string): Promise<void> {
    return this.#act('start', member, (container) => container.start());
  }

  async stop(member: string, graceSeconds = GRACE_S): Promise<void> {
    const timeoutMs = graceSeconds * 1000 + CALL_MS;
    await this.#act('stop', member, (container) => container.stop({ t: graceSeconds }), timeoutMs);
    await this.#entered(member);
  }

  pause(member: string): Promise<void> {
    return this.#act('pause', member, (container) => container.pause());
  }

  unpause(member: string): Promise<void> {
    return this.#act('unpause', member, (container) => container.unpause());
  }

  async exec(member: string, argv: string[], options: ExecOptions = {}): Promise<ExecResult> {
    try {
      return await execIn(this.#docker, this.#id(member), argv, options);
    } catch (cause) {
      // The engine refuses (409) to begin anything in a paused or stopped container.
      const state = await this.state(member).catch(() => 'unknown');
      throw new FaultError(`${member}: ${argv.join(' ')}: ${messageOf(cause)} (its container is ${state})`, { cause });
    }
  }

  /** Starts the nemesis helper in the member's namespaces. @throws SetupError, FaultError: see `startHelper` */
  async helper(member: string, lasting: Lasting): Promise<LastingHelper> {
    const { Name, Config } = await this.#inspect(member);
    const containerName = `${Name.slice(1)}-nemesis`;
    // The member's own labels say whose it is; it is no member itself.
    const labels = Object.fromEntries(Object.entries(Config.Labels).filter(([label]) => label !== MEMBER_LABEL));
    return startHelper(this.#docker, { target: this.#id(member), containerName, labels, lasting });
  }

  /** Starts a container beside the member, of its image and with its volumes. @throws SetupError */
  async spare(member: string, name: string, wants: SpareWants): Promise<Spare> {
    const { Name } = await this.#inspect(member);
    const containerName = `${Name.slice(1, Name.lastIndexOf('-'))}-${name}`;
    return startSpare(this.#docker, this.#id(member), containerName, wants);
  }

  async log(member: string): Promise<string> {
    return readLog(this.#docker, this.#id(member));
  }

  /** @returns the last lines of these members' logs, for an error. */
  lastLines(members: readonly string[]): Promise<string> {
    return lastLines(this.#docker, new Map([...this.#ids].filter(([member]) => members.includes(member))));
  }

  #id(member: string): string {
    const id = this.#ids.get(member);
    if (!id) throw new Error(`there is no member ${member}; there are ${[...this.#ids.keys()].join(', ')}`);
    return id;
  }

  #inspect(member: string) {
    return answerOf(`${member}: inspect`, this.#docker.getContainer(this.#id(member)).inspect());
  }

  /**
   * The engine tells of a container's end before it enters it where lists are read from, a write to disk later; an inspection waits
   * for that. Whoever asks for the state next must not be told that it still runs.
   */
  async #entered(member: string): Promise<void> {
    await this.#inspect(member).catch(() => undefined);
  }

  async #act(
    what: string,
    member: string,
    act: (container: Docker.Container) => Promise<unknown>,
    timeoutMs = CALL_MS,
  ): Promise<void> {
    try {
      await within(timeoutMs, `${what} ${member}`, act(this.#docker.getContainer(this.#id(member))));
    } catch (cause) {
      // 304: a start or stop that found nothing to do.
      if ((cause as { statusCode?: number }).statusCode === 304) return;
      const state = await this.state(member).catch(() => 'unknown');
      throw new FaultError(`${what} ${member}: ${messageOf(cause)} (its container is ${state})`, { cause });
    }
  }
}
