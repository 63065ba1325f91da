// The canary: a write of our own straight to one node, in a table of its own. Acknowledged, it proves that the node is
// writable. One at a time; one that hangs is left behind at its deadline, and its server process is ended later.
import type { Cluster } from '../../core/cluster.ts';
import type { CanaryWriter } from '../probe.ts';
import type { CanarySeen } from '../seen.ts';
import { type Connection, codeOf, type Statement } from './connection.ts';
import { openDirect } from './direct.ts';
import { timelineOf, WAL_FILE } from './epoch.ts';
import type { SeenError } from './errors.ts';
import { canaryFromError } from './seen.ts';

/** "Did not acknowledge it within the canary's deadline of at least 1 s" (docs/verdicts.md): an acknowledgement takes milliseconds. */
export const CANARY_MS = 1000;
const CONNECT_MS = 1000;

const WRITE: Statement = {
  name: 'canary',
  text: `INSERT INTO hadrill_canary (node) VALUES ($1) RETURNING ${WAL_FILE}, pg_current_wal_lsn()`,
};
/** By name as well: after a restart the number may be another process's. */
const END: Statement = {
  name: 'end-canary',
  text: 'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND application_name = $2',
};

export class Canary implements CanaryWriter {
  readonly #cluster: Cluster;
  readonly #node: string;
  readonly #name: string;
  #connection: Connection | null = null;
  #connecting = false;
  #stopped = false;
  /** A canary is under way. */
  #pending = false;
  /** Server processes that wait for a standby on behalf of a canary that we gave up. */
  #stuck: number[] = [];

  constructor(cluster: Cluster, node: string) {
    this.#cluster = cluster;
    this.#node = node;
    this.#name = `hadrill-canary-${node}`;
  }

  /** @returns what becomes of it, never rejecting, within CANARY_MS; null when none could be sent now. */
  send(): Promise<CanarySeen> | null {
    if (this.#pending) return null;
    const connection = this.#connection;
    if (!connection?.alive) {
      void this.#connect();
      return null;
    }
    this.#pending = true;
    return this.#write(connection).finally(() => {
      this.#pending = false;
    });
  }

  /** Ends what hangs on the server, through a connection that answers: a backend that waits does not see that we are gone. */
  async endStuck(through: Connection, deadlineMs: number): Promise<void> {
    const pid = this.#stuck.shift();
    if (pid !== undefined) await through.query(END, [pid, this.#name], deadlineMs);
  }

  cut(): void {
    this.#connection?.destroy();
  }

  stop(): void {
    this.#stopped = true;
    this.cut();
  }

  async #write(connection: Connection): Promise<CanarySeen> {
    try {
      const { rows, warning } = await connection.query(WRITE, [this.#node], CANARY_MS);
      const [walFile, position] = rows[0] as [string, string];
      return warning === null ? { kind: 'acknowledged', epoch: timelineOf(walFile), position } : { kind: 'nothing' };
    } catch (error) {
      if (codeOf(error) === 'DEADLINE' && connection.pid !== null) this.#stuck.push(connection.pid);
      const seen = canaryFromError(error as SeenError);
      if (seen.kind !== 'refused') connection.destroy();
      return seen;
    }
  }

  async #connect(): Promise<void> {
    if (this.#connecting || this.#stopped) return;
    this.#connecting = true;
    try {
      this.#connection = await openDirect(this.#cluster, this.#node, {
        applicationName: this.#name,
        connectDeadlineMs: CONNECT_MS,
        statementDeadlineMs: CANARY_MS,
        // A replica refuses five canaries a second: its log is for other things.
        settings: { log_min_messages: 'fatal' },
      });
      if (this.#stopped) this.cut();
    } catch {
      this.#connection = null;
    } finally {
      this.#connecting = false;
    }
  }
}
