// The state and the published ports of containers. Who watches a cluster asks several times a second of each of its members: an
// inspection each takes 1 to 2 ms of our processor time and as much of the engine's. Questions of one moment are one question.
import { setTimeout as passed } from 'node:timers/promises';
import type Docker from 'dockerode';
import type { ContainerState } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import { answerOf } from './docker-engine.ts';

/** A moment, ms: three nodes whose server has ended refuse their connections within so long. */
const MOMENT_MS = 5;

export interface Seen {
  state: ContainerState;
  /** It ran and has ended; one that was never started has not. */
  ended: boolean;
  /** @returns where an inside TCP port is published now: it changes with every start; null when it is not */
  published(port: number): Endpoint | null;
}

const ABSENT: Seen = { state: 'absent', ended: false, published: () => null };

export class ContainerLook {
  readonly #docker: Pick<Docker, 'listContainers'>;
  /** Containers that were asked for in this moment. */
  #ids = new Set<string>();
  #asked: Promise<Map<string, Seen>> | null = null;

  constructor(docker: Pick<Docker, 'listContainers'>) {
    this.#docker = docker;
  }

  /**
   * @param id in full @returns how the container is, by what the engine has entered when it is asked: of one that ends by itself
   *   that may be some milliseconds old. @throws SetupError
   */
  async of(id: string): Promise<Seen> {
    this.#ids.add(id);
    this.#asked ??= this.#ask();
    return (await this.#asked).get(id) ?? ABSENT;
  }

  async #ask(): Promise<Map<string, Seen>> {
    await passed(MOMENT_MS);
    const ids = [...this.#ids];
    this.#ids = new Set();
    this.#asked = null;
    const listed = this.#docker.listContainers({ all: true, filters: { id: ids } });
    const all = await answerOf('list containers', listed);
    return new Map(all.map((one) => [one.Id, seenOf(one)]));
  }
}

/** Docker's words: created, running, paused, restarting, removing, exited, dead. */
export function seenOf({ State, Ports }: Pick<Docker.ContainerInfo, 'State' | 'Ports'>): Seen {
  const runs = State === 'running' || State === 'restarting';
  return {
    state: State === 'paused' ? 'paused' : runs ? 'running' : 'exited',
    ended: State === 'exited' || State === 'dead',
    published(port) {
      const found = Ports.find(
        ({ PrivatePort, Type, PublicPort }) => PrivatePort === port && Type === 'tcp' && PublicPort,
      );
      return found ? { host: '127.0.0.1', port: found.PublicPort as number } : null;
    },
  };
}
