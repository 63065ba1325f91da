// One connection to MariaDB that cannot hang us: deadlines of our own, after which the stream is destroyed. The driver's own
// timeouts leave the connection waiting for an answer that belongs to an operation nobody waits for any more.
import { connect, type Socket } from 'node:net';
import mysql from 'mysql2';
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import { DeadlineError, within } from '../deadline.ts';

export interface ConnectOptions {
  /** Named in errors. */
  name: string;
  connectDeadlineMs: number;
  /** Session variables, e.g. `autocommit = 0`. */
  session?: string;
}

export interface Answer {
  rows: unknown[][];
  /** Warnings that came with the answer. */
  warnings: number;
}

export class Connection {
  readonly #client: mysql.Connection;
  readonly #socket: Socket;
  readonly #where: string;
  #alive = true;

  private constructor(client: mysql.Connection, socket: Socket, where: string) {
    this.#client = client;
    this.#socket = socket;
    this.#where = where;
    const died = () => {
      this.#alive = false;
    };
    // Without a handler an error on an idle connection would end the process.
    client.on('error', died);
    client.on('end', died);
    socket.on('close', died);
  }

  /** @throws the driver's error, with the server's number or the system's code as `code`; `DEADLINE`; `CLOSED` */
  static async open(to: Endpoint, as: Credentials, options: ConnectOptions): Promise<Connection> {
    const until = performance.now() + options.connectDeadlineMs;
    const socket = connect({ ...to, noDelay: true, keepAlive: true });
    const client = mysql.createConnection({
      ...as,
      stream: socket,
      // None is prepared; by default each connection makes room for 16,000, which is most of what connecting costs.
      maxPreparedStatements: 1,
      connectTimeout: options.connectDeadlineMs,
      supportBigNumbers: true,
      bigNumberStrings: true,
    });
    const connection = new Connection(client, socket, `${options.name} to ${to.host}:${to.port}`);
    try {
      const connected = new Promise<void>((resolve, reject) => {
        client.connect((error) => (error ? reject(error) : resolve()));
      });
      await within(connected, options.connectDeadlineMs, `connect ${connection.#where}`);
      if (options.session)
        await connection.query(`SET SESSION ${options.session}`, Math.max(1, until - performance.now()));
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

  /**
   * @returns the last answer
   * @throws like `queries`
   */
  async query(sql: string, deadlineMs: number): Promise<Answer> {
    return (await this.queries(sql, deadlineMs)).at(-1) as Answer;
  }

  /**
   * @returns what the statement answers: one by one the results of the statements in it, where it is a compound, and its end
   * @throws like `open`, with `nothingDone` where the server refused it before it gave any result; after `DEADLINE` the
   * connection is destroyed, for its answer may still come
   */
  async queries(sql: string, deadlineMs: number): Promise<Answer[]> {
    let someResult = false;
    try {
      const asked = new Promise<unknown>((resolve, reject) => {
        const command = this.#client.query({ sql, rowsAsArray: true }, (error, answer) =>
          error ? reject(error) : resolve(answer),
        );
        command.once('fields', () => {
          someResult = true;
        });
      });
      return answersIn(await within(asked, deadlineMs, `${sql.slice(0, 40)}, ${this.#where}`));
    } catch (error) {
      if (error instanceof DeadlineError) this.destroy();
      const coded = withCode(error);
      return Promise.reject(someResult || !isOfServer(error) ? coded : Object.assign(coded, { nothingDone: true }));
    }
  }

  /** Resets the connection at once; never throws, never waits for the peer. A proxy passes a reset on, unlike a half close. */
  destroy(): void {
    this.#alive = false;
    this.#socket.resetAndDestroy();
    // Its own timers and handlers; the stream is gone already.
    this.#client.destroy();
  }
}

/** The driver gives a header or rows, or where there are several results a list of them; rows are lists themselves. */
function answersIn(answer: unknown): Answer[] {
  const several = Array.isArray(answer) && answer.length > 0 && answer.some((one) => !Array.isArray(one));
  return (several ? (answer as unknown[]) : [answer]).map((one) =>
    Array.isArray(one)
      ? { rows: one as unknown[][], warnings: 0 }
      : { rows: [], warnings: (one as { warningStatus?: number }).warningStatus ?? 0 },
  );
}

interface DriverError {
  code?: unknown;
  errno?: unknown;
  sqlState?: unknown;
}

/** @returns whether the server itself sent the error, as its answer. */
export function isOfServer(error: unknown): boolean {
  const { errno, sqlState } = error as DriverError;
  return typeof errno === 'number' && errno > 0 && sqlState !== undefined;
}

/** `code` becomes the server's error number as text where the server sent one; else what the driver or the system said. */
function withCode(error: unknown): Error {
  const seen = error instanceof Error ? error : new Error(String(error));
  const { code, errno } = seen as DriverError;
  if (isOfServer(seen)) return Object.assign(seen, { code: String(errno) });
  if (typeof code === 'string') return seen;
  return /closed state|connection lost/i.test(seen.message) ? Object.assign(seen, { code: 'CLOSED' }) : seen;
}

/** @returns the code of an error, where it has one. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** @returns whether the server refused the statement before it gave any result. */
export const isNothingDone = (error: unknown): boolean =>
  (error as { nothingDone?: unknown } | null)?.nothingDone === true;
