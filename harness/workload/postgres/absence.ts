// Is a silent node known not to be able to answer? Only its container's state and the absence of its server tell that.
import type { Cluster } from '../../core/cluster.ts';
import { within } from '../deadline.ts';

/** The engine inspects a container in about 5 ms, and runs a command in one in 100 ms; ten times that. */
const ASK_MS = 1000;
/** A command in a container costs the machine 50 ms: once a second at most. */
const SERVER_EVERY_MS = 1000;
const DATA_DIRECTORY = '/var/lib/postgresql/data';
/** `pg_ctl status`: 3 no server runs, 4 there is no data directory (PostgreSQL documentation, "pg_ctl"). */
const NO_SERVER = new Set([3, 4]);

export class Absence {
  readonly #cluster: Cluster;
  readonly #node: string;
  #server: { atMs: number; absent: Promise<boolean> } | null = null;

  constructor(cluster: Cluster, node: string) {
    this.#cluster = cluster;
    this.#node = node;
  }

  /** True when the container is known to have ended, to be frozen or to be gone. */
  async ofContainer(): Promise<boolean> {
    const state = await within(this.#cluster.state(this.#node), ASK_MS, `state of ${this.#node}`).catch(
      () => 'running',
    );
    return state !== 'running';
  }

  /** True when no server process runs in the container. Ask only after a connection was refused at once. */
  ofServer(): Promise<boolean> {
    const nowMs = performance.now();
    if (this.#server === null || nowMs - this.#server.atMs >= SERVER_EVERY_MS)
      this.#server = { atMs: nowMs, absent: this.#askServer() };
    return this.#server.absent;
  }

  async #askServer(): Promise<boolean> {
    const asked = this.#cluster.exec(this.#node, ['pg_ctl', 'status', '-D', DATA_DIRECTORY], { timeoutMs: ASK_MS });
    return within(asked, ASK_MS, `pg_ctl status on ${this.#node}`).then(
      ({ exitCode }) => NO_SERVER.has(exitCode),
      () => false,
    );
  }
}
