// One execution of a prepared statement, as the driver lets others write them (`submit` and the `handle…` of its protocol). Its own
// makes an emitter, a result and the columns' parsers for each, which nobody here needs. All cells are text.
import type pg from 'pg';

/** A statement is prepared once per connection under its name. */
export interface Statement {
  name: string;
  text: string;
}

export type Cell = string | null;

/** What the driver's connection sends; its types do not tell. Each `parse` under a name is remembered until the server answers. */
interface Wire {
  stream: { cork(): void; uncork(): void };
  parsedStatements: Record<string, string>;
  submittedNamedStatements: Record<string, string>;
  parse(message: { name: string; text: string }): void;
  bind(message: { statement: string; values: Cell[] }): void;
  execute(message: { portal: string }): void;
  sync(): void;
}

export class Execution {
  /** Read by the driver, which keeps them as prepared when the server says so. */
  readonly name: string;
  readonly text: string;
  /** Called by the driver where it refuses to send: the connection is closing or broken. */
  readonly callback: (error: Error) => void;
  readonly #values: Cell[];
  readonly #resolve: (rows: Cell[][]) => void;
  readonly #rows: Cell[][] = [];
  #failed: Error | null = null;

  private constructor(
    { name, text }: Statement,
    values: Cell[],
    resolve: (rows: Cell[][]) => void,
    reject: (error: Error) => void,
  ) {
    this.name = name;
    this.text = text;
    this.callback = reject;
    this.#values = values;
    this.#resolve = resolve;
  }

  /** @returns the rows, after the server has ended the statement's transaction. @throws the driver's error */
  static on(client: pg.Client, statement: Statement, values: readonly (string | number)[]): Promise<Cell[][]> {
    return new Promise((resolve, reject) => {
      client.query(new Execution(statement, values.map(String), resolve, reject) as unknown as pg.Submittable);
    });
  }

  submit(wire: Wire): null {
    const { name, text } = this;
    // In one packet, or each message is a call of the system and wakes the server.
    wire.stream.cork();
    try {
      if (wire.parsedStatements[name] === undefined && wire.submittedNamedStatements[name] === undefined) {
        wire.parse({ name, text });
        wire.submittedNamedStatements[name] = text;
      }
      // No description of the columns is asked for: all that is done with a cell is done with its text.
      wire.bind({ statement: name, values: this.#values });
      wire.execute({ portal: '' });
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
    return null;
  }

  handleDataRow({ fields }: { fields: Cell[] }): void {
    this.#rows.push(fields);
  }

  handleReadyForQuery(): void {
    if (this.#failed === null) this.#resolve(this.#rows);
  }

  /** Of the statement, or of the whole connection; the driver then says no more of this one. */
  handleError(error: Error): void {
    this.#failed = error;
    this.callback(error);
  }

  handleRowDescription(): void {}
  handleCommandComplete(): void {}
  handleEmptyQuery(): void {}
  handlePortalSuspended(): void {}
}
