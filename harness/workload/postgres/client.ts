// One client process of the workload: one connection, one operation in flight. A write is one statement, sent once.
import type { Cluster } from '../../core/cluster.ts';
import { endpointsOf } from '../endpoints.ts';
import type { OpResult, WorkloadClient } from '../engine.ts';
import type { Reconnect } from '../reconnect.ts';
import { type Answer, Connection, codeOf, type Statement } from './connection.ts';
import { timelineOf, WAL_FILE } from './epoch.ts';
import { outcomeOf, type SeenError, type Stage } from './errors.ts';

/** A connection through the proxy takes 10 to 20 ms, password included; fifty times that. Nothing is sent before it stands. */
const CONNECT_MS = 1000;
const PORTS = { write: 5000, read: 5001 } as const;

const ADD: Statement = {
  name: 'add',
  text: `INSERT INTO hadrill_set (value) VALUES ($1) RETURNING host(inet_server_addr()), ${WAL_FILE}`,
};
const READ: Statement = { name: 'read', text: 'SELECT host(inet_server_addr())' };

export function postgresClient(
  cluster: Cluster,
  via: 'write' | 'read',
  process: number,
  reconnect: Reconnect,
): WorkloadClient {
  const port = PORTS[via];
  const nodes = new Map(cluster.nodes.map((node) => [cluster.address(node), node]));
  let connection: Connection | null = null;
  let destroyed = false;

  const connect = async (deadlineMs: number): Promise<Connection> => {
    try {
      const endpoint = await endpointsOf(cluster).of('haproxy', port);
      const opened = await Connection.open(endpoint, cluster.credentials, {
        applicationName: `hadrill-${via}-${process}`,
        connectDeadlineMs: Math.min(CONNECT_MS, deadlineMs),
        statementDeadlineMs: deadlineMs,
      });
      if (destroyed) opened.destroy();
      connection = opened;
      return opened;
    } catch (error) {
      endpointsOf(cluster).forget('haproxy', port);
      throw error;
    }
  };

  const run = async (
    statement: Statement,
    values: readonly number[],
    deadlineMs: number,
    told: (answer: Answer) => OpResult,
  ): Promise<OpResult> => {
    const until = performance.now() + deadlineMs;
    let stage: Stage = 'connecting';
    try {
      const open = connection?.alive ? connection : await reconnect.through(() => connect(deadlineMs));
      // From here on the statement may reach the server, whatever we are told.
      stage = 'sent';
      return told(await open.query(statement, values, Math.max(1, until - performance.now())));
    } catch (error) {
      const outcome = outcomeOf(error as SeenError, stage);
      // A refused statement leaves its session well; after anything else nobody knows what the session is in.
      if (outcome === 'unknown') connection?.destroy();
      return { outcome, error: { code: codeOf(error) ?? 'NO_CODE', message: (error as Error).message } };
    }
  };

  return {
    add: (value, deadlineMs) =>
      run(ADD, [value], deadlineMs, ({ rows, warning }) => {
        const [address, walFile] = rows[0] as [string, string];
        const node = nodes.get(address);
        if (warning !== null) return { outcome: 'unknown', error: { code: 'WARNING', message: warning } };
        if (node === undefined)
          return { outcome: 'unknown', error: { code: 'NO_NODE', message: `acknowledged by ${address}, no node` } };
        return { outcome: 'ok', node, epoch: timelineOf(walFile) };
      }),
    read: (deadlineMs) =>
      run(READ, [], deadlineMs, ({ rows }) => {
        const [address] = rows[0] as [string];
        const node = nodes.get(address);
        if (node !== undefined) return { outcome: 'ok', node };
        return { outcome: 'unknown', error: { code: 'NO_NODE', message: `answered by ${address}, no node` } };
      }),
    destroy() {
      destroyed = true;
      connection?.destroy();
    },
  };
}
