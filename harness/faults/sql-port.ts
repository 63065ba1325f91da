// Does a node's database port answer? A kernel that accepts proves a listener; no listener proves that SQL is refused.
import { connect } from 'node:net';
import type { Cluster } from '../core/cluster.ts';
import type { Endpoint } from '../core/endpoint.ts';
import type { Engine } from '../core/history/history-format.ts';

/** The port that the database listens on inside its container. */
const SQL_PORT: Record<Engine, number> = { postgres: 5432, mariadb: 3306 };

/** One connection attempt on this machine takes microseconds; a second means that nobody answers. */
const CONNECT_TIMEOUT_MS = 1000;

/** The published database port of a node; ask before the node is stopped, for it is gone afterwards. */
export const sqlEndpoint = (cluster: Cluster, node: string): Promise<Endpoint> =>
  cluster.endpoint(node, SQL_PORT[cluster.engine]);

/**
 * @returns `refused`, or the code of another failure, or null when the port answered. A connection that is accepted
 * and closed at once without a byte (a port forwarder whose target is gone) counts as not answered: `closed`.
 */
export function sqlRefusal(endpoint: Endpoint, engine: Engine): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host: endpoint.host, port: endpoint.port });
    const done = (answer: string | null) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(CONNECT_TIMEOUT_MS, () => done('no answer'));
    socket.once('error', (error: NodeJS.ErrnoException) =>
      done(error.code === 'ECONNREFUSED' ? 'refused' : (error.code ?? 'error')),
    );
    socket.once('data', () => done(null));
    socket.once('close', () => done('closed'));
    // MariaDB speaks first. PostgreSQL waits to be spoken to: an SSLRequest is answered with one byte by any server.
    socket.once('connect', () => engine === 'postgres' && socket.write(SSL_REQUEST));
  });
}

/** PostgreSQL's SSLRequest: length 8, code 80877103 (PostgreSQL documentation, "Message Formats"). */
const SSL_REQUEST = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
