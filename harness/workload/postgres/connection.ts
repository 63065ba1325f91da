// One connection to PostgreSQL that cannot hang us: deadlines of our own, after which the stream is destroyed, since
// the driver's own timeouts free the caller but not the connection, and its `end()` waits for a peer that may be gone.
import { Socket } from 'node:net';
import pg from 'pg';
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import { DeadlineError, within } from '../deadline.ts';
import { limitsAcknowledgement } from './errors.ts';
import { type Cell, Execution, type Statement } from './statement.ts';

export type { Statement };

/** The server gives up this much after us: our deadline decides, the server's only cleans up behind it. */
const SERVER_AFTER_US_MS = 1000;

export interface ConnectOptions {
  applicationName: string;
  connectDeadlineMs: number;
  /** The longest deadline that a statement will have on this connection. */
  statementDeadlineMs: number;
  /** Further server settings, as in `-c name=value`. */
  settings?: Record<string, string>;
}

export interface Answer {
  /** As PostgreSQL writes them in text. */
  rows: Cell[][];
  /** A warning came with the answer: the acknowledgement is limited (postgres/errors.ts). */
  warning: string | null;
}

export class Connection {
  readonly #client: pg.Client;
  readonly #socket: Socket;
  readonly #where: string;
  #alive = true;
  #closedBy: Error | null = null;
  #warning: string | null = null;

  private constructor(client: pg.Client, socket: Socket, where: string) {
    this.#client = client;
    this.#socket = socket;
    this.#where = where;
    const died = (error?: Error) => {
      this.#alive = false;
      this.#closedBy ??= error ?? null;
    };
    // Without a handler an error on an idle connection would end the process.
    client.on('error', died);
    client.on('end', () => died());
    client.on('notice', (notice) => {
      if (limitsAcknowledgement(notice)) this.#warning ??= `${notice.code ?? ''} ${notice.message ?? ''}`.trim();
    });
  }

  /** @throws the driver's error, with the SQLSTATE or the system's code as `code`; `DEADLINE`; `CLOSED` */
  static async open(to: Endpoint, as: Credentials, options: ConnectOptions): Promise<Connection> {
    const socket = new Socket();
    const client = new pg.Client({
      ...to,
      ...as,
      application_name: options.applicationName,
      connectionTimeoutMillis: options.connectDeadlineMs,
      statement_timeout: options.statementDeadlineMs + SERVER_AFTER_US_MS,
      keepAlive: true,
      stream: () => socket,
      options: Object.entries(options.settings ?? {})
        .map(([name, value]) => `-c ${name}=${value}`)
        .join(' '),
    });
    const where = `${options.applicationName} to ${to.host}:${to.port}`;
    const connection = new Connection(client, socket, where);
    try {
      await within(client.connect(), options.connectDeadlineMs, `connect ${where}`);
      return connection;
    } catch (error) {
      connection.destroy();
      throw withCode(error);
    }
  }

  /** False once it broke: a statement handed to it would not be sent. */
  get alive(): boolean {
    return this.#alive;
  }

  /** The server process of this connection. */
  get pid(): number | null {
    return (this.#client as unknown as { processID: number | null }).processID;
  }

  /**
   * Runs one statement in its own transaction; resolves only after the server has ended it.
   * @throws like `open`; after `DEADLINE` the connection is destroyed, for its answer may still come
   */
  async query(statement: Statement, values: readonly (string | number)[], deadlineMs: number): Promise<Answer> {
    this.#warning = null;
    try {
      const asked = Execution.on(this.#client, statement, values);
      const rows = await within(asked, deadlineMs, `${statement.name}, ${this.#where}`);
      return { rows, warning: this.#warning };
    } catch (error) {
      if (error instanceof DeadlineError) this.destroy();
      throw withCode(error, this.#closedBy);
    }
  }

  /** Resets the connection at once; never throws, never waits for the peer. A proxy passes a reset on, unlike a half close. */
  destroy(): void {
    this.#alive = false;
    this.#socket.resetAndDestroy();
  }
}

/** The code that the driver gave; a connection that ended without a word has `CLOSED`. */
function withCode(error: unknown, closedBy?: Error | null): Error {
  const seen = error instanceof Error ? error : new Error(String(error));
  if ('code' in seen && typeof seen.code === 'string') return seen;
  const cause = closedBy && 'code' in closedBy && typeof closedBy.code === 'string' ? closedBy.code : null;
  if (cause !== null) return Object.assign(seen, { code: cause });
  return /terminated|closed|connection error/i.test(seen.message) ? Object.assign(seen, { code: 'CLOSED' }) : seen;
}

/** @returns the code of an error, where it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}
