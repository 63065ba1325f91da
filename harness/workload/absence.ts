// Is a silent node known not to be able to answer? Its container's state tells that, and the absence of its server.
import type { Cluster, ExecResult } from '../core/cluster.ts';
import { within } from './deadline.ts';

/** The engine tells a container's state in 10 to 25 ms, and runs a command in one in 100 ms; ten times that. */
const ASK_MS = 1000;
/** A command in a container costs the machine 50 ms: once a second at most, and never while the last question is open. */
const SERVER_EVERY_MS = 1000;

/** What the processes of a node say of its server; `ageMs`: how long ago the youngest of its processes began, at most. */
export type ServerSeen = 'absent' | 'present' | { ageMs: number };

/** Runs a command in the node. @throws at its deadline */
export type Ask = (argv: string[]) => Promise<ExecResult>;

export class Absence {
  readonly #cluster: Cluster;
  readonly #node: string;
  readonly #askServer: (ask: Ask) => Promise<ServerSeen>;
  #server: { atMs: number; seen: Promise<ServerSeen>; isOpen: boolean } | null = null;
  #answeredAtMs = performance.now();
  /** Seen without a container or a server since it last answered. */
  #wasGone = false;

  /** @param askServer `absent` where no server runs that can answer or write; may reject where that is not known */
  constructor(cluster: Cluster, node: string, askServer: (ask: Ask) => Promise<ServerSeen>) {
    this.#cluster = cluster;
    this.#node = node;
    this.#askServer = askServer;
  }

  /** The node answered: from now on it has sessions that may write. */
  answered(): void {
    this.#wasGone = false;
    this.#answeredAtMs = performance.now();
  }

  /** True when the container is known to have ended, to be frozen or to be gone. */
  async ofContainer(): Promise<boolean> {
    const state = await within(this.#cluster.state(this.#node), ASK_MS, `state of ${this.#node}`).catch(
      () => 'running',
    );
    if (state === 'exited' || state === 'absent') this.#wasGone = true;
    return state !== 'running';
  }

  /**
   * Ask only where a node was silent; `starting` holds only where a connection was refused at once.
   * @returns `absent`: no server runs; `starting`: one runs that has served nobody yet, since it was gone after the last answer
   *   or began after it; `unclear`: any other, such as one that shuts down and may have sessions that write
   */
  async ofServer(): Promise<'absent' | 'starting' | 'unclear'> {
    const nowMs = performance.now();
    if (this.#server === null || (!this.#server.isOpen && nowMs - this.#server.atMs >= SERVER_EVERY_MS)) {
      const ask: Ask = (argv) =>
        within(this.#cluster.exec(this.#node, argv, { timeoutMs: ASK_MS }), ASK_MS, `${argv[0]} on ${this.#node}`);
      const asked = { atMs: nowMs, seen: this.#askServer(ask), isOpen: true };
      const closed = () => {
        asked.isOpen = false;
      };
      asked.seen.then(closed, closed);
      this.#server = asked;
    }
    try {
      const { atMs } = this.#server;
      const seen = await this.#server.seen;
      if (seen === 'absent') this.#wasGone = true;
      if (seen === 'absent') return seen;
      // A container may end and start again between two looks: then its server is younger than the last answer.
      const isNew = seen !== 'present' && atMs - seen.ageMs > this.#answeredAtMs;
      return this.#wasGone || isNew ? 'starting' : 'unclear';
    } catch {
      return 'unclear';
    }
  }
}
