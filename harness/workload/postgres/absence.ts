// Is a silent node known not to be able to answer? Its container's state tells that, and the absence or the end of its server.
import type { Cluster } from '../../core/cluster.ts';
import { within } from '../deadline.ts';

/** The engine inspects a container in about 5 ms, and runs a command in one in 100 ms; ten times that. */
const ASK_MS = 1000;
/** A command in a container costs the machine 50 ms: once a second at most. */
const SERVER_EVERY_MS = 1000;
const DATA_DIRECTORY = '/var/lib/postgresql/data';
/** `pg_ctl status`: 3 no server runs, 4 there is no data directory (PostgreSQL documentation, "pg_ctl"). */
const NO_SERVER = new Set([3, 4]);
/**
 * What the control file says from the shutdown checkpoint on (pg_controldata, "Database cluster state"). It is begun when every
 * session has ended, so that nobody writes any more; yet the server may stay for a minute, waiting for standbys out of reach.
 */
const ENDED = /^Database cluster state:\s+shut(?:ting)? down/m;

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

  /**
   * True when no server runs in the container, or one that has ended all sessions. Such a one may refuse connections, or take them
   * and say nothing while it waits for a last one to end.
   */
  ofServer(): Promise<boolean> {
    const nowMs = performance.now();
    if (this.#server === null || nowMs - this.#server.atMs >= SERVER_EVERY_MS)
      this.#server = { atMs: nowMs, absent: this.#askServer() };
    return this.#server.absent;
  }

  async #askServer(): Promise<boolean> {
    const run = (argv: string[]) =>
      within(this.#cluster.exec(this.#node, argv, { timeoutMs: ASK_MS }), ASK_MS, `${argv[0]} on ${this.#node}`);
    try {
      // Both at once: each costs a start of a command.
      const [status, control] = await Promise.all([
        run(['pg_ctl', 'status', '-D', DATA_DIRECTORY]),
        run(['env', 'LC_ALL=C', 'pg_controldata', '-D', DATA_DIRECTORY]),
      ]);
      return NO_SERVER.has(status.exitCode) || ENDED.test(control.stdout);
    } catch {
      return false;
    }
  }
}
