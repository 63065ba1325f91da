// The canary: a write of our own straight to one node, in a table of its own. Acknowledged, it proves that the node is
// writable. One at a time; one that hangs is left behind at its deadline. Its thread on the server is not killed: it waits in
// Galera's commit, which a KILL may leave half done, and ends by itself when the component or the connection is settled.
import type { Cluster } from '../../core/cluster.ts';
import type { CanaryWriter } from '../probe.ts';
import type { CanarySeen } from '../seen.ts';
import { type Connection, codeOf } from './connection.ts';
import { openTo, SQL_PORT } from './direct.ts';
import { isRefusal } from './errors.ts';
import { WRITING, write } from './write.ts';

/** "Did not acknowledge it within the canary's deadline of at least 1 s" (docs/verdicts.md): an acknowledgement takes milliseconds. */
export const CANARY_MS = 1000;
const CONNECT_MS = 1000;

export class Canary implements CanaryWriter {
  readonly #cluster: Cluster;
  readonly #node: string;
  #connection: Connection | null = null;
  #connecting = false;
  #stopped = false;
  #pending = false;

  constructor(cluster: Cluster, node: string) {
    this.#cluster = cluster;
    this.#node = node;
  }

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

  cut(): void {
    this.#connection?.destroy();
  }

  stop(): void {
    this.#stopped = true;
    this.cut();
  }

  async #write(connection: Connection): Promise<CanarySeen> {
    try {
      const insert = `INSERT INTO hadrill_canary (node) VALUES ('${this.#node}')`;
      const { epoch, warned } = await write(connection, insert, CANARY_MS);
      return warned ? { kind: 'nothing' } : { kind: 'acknowledged', epoch, position: null };
    } catch (error) {
      connection.destroy();
      const code = codeOf(error);
      // It is under way to be ready for the next one while the node is being asked for its role.
      void this.#connect();
      if (code === 'DEADLINE') return { kind: 'late' };
      return isRefusal(code) ? { kind: 'refused' } : { kind: 'nothing' };
    }
  }

  async #connect(): Promise<void> {
    if (this.#connecting || this.#stopped) return;
    this.#connecting = true;
    try {
      this.#connection = await openTo(this.#cluster, this.#node, SQL_PORT, {
        name: `hadrill-canary-${this.#node}`,
        connectDeadlineMs: CONNECT_MS,
        ...WRITING,
      });
      if (this.#stopped) this.cut();
    } catch {
      this.#connection = null;
    } finally {
      this.#connecting = false;
    }
  }
}
