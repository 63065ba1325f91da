// Where a user connects to a kept cluster, and the file that gives the client its password: never an argument, which every
// other user of the machine could read. Pure.
import type { Credentials } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import type { Engine } from '../../core/history/history-format.ts';

/** Inside ports: of the proxy, and the one on which every node speaks SQL. */
export const DOORS = {
  postgres: { write: 5000, read: 5001, page: 7000, sql: 5432 },
  mariadb: { write: 3306, read: 3307, page: 7000, sql: 3306 },
} as const satisfies Record<Engine, Record<'write' | 'read' | 'page' | 'sql', number>>;

export interface PasswordFile {
  name: string;
  content: string;
}

/** In the format of the engine's own client: libpq's password file, MariaDB's option file. */
export function passwordFile(engine: Engine, { user, password }: Credentials): PasswordFile {
  if (engine === 'mariadb')
    return { name: 'my.cnf', content: `[client]\nuser=${user}\npassword="${password.replace(/[\\"]/g, '\\$&')}"\n` };
  return { name: 'pgpass', content: `127.0.0.1:*:*:${user}:${password.replace(/[\\:]/g, '\\$&')}\n` };
}

/** A command to paste into a shell. @param file path of the password file */
export function clientCommand(engine: Engine, { host, port }: Endpoint, as: Credentials, file: string): string {
  const path = shellWord(file);
  if (engine === 'mariadb') return `mariadb --defaults-extra-file=${path} -h ${host} -P ${port} ${as.database}`;
  return `PGPASSFILE=${path} psql -h ${host} -p ${port} -U ${as.user} ${as.database}`;
}

const shellWord = (text: string) => (/^[\w/.,:=@%+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
