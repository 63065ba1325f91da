// One client process of the workload: one connection, one operation in flight. A write is one transaction, sent once.
import type { Cluster } from '../../core/cluster.ts';
import type { OpResult, WorkloadClient } from '../engine.ts';
import type { Reconnect } from '../reconnect.ts';
import { type Connection, codeOf, isNothingDone } from './connection.ts';
import { openTo, READ_PORT, SQL_PORT } from './direct.ts';
import { NODE } from './epoch.ts';
import { outcomeOf, type Stage } from './errors.ts';
import { WRITING, write } from './write.ts';

/** A connection through the proxy takes 10 to 20 ms, password included; fifty times that. Nothing is sent before it stands. */
const CONNECT_MS = 1000;

export function mariadbClient(
  cluster: Cluster,
  via: 'write' | 'read',
  process: number,
  reconnect: Reconnect,
): WorkloadClient {
  let connection: Connection | null = null;
  let destroyed = false;

  const connect = async (deadlineMs: number): Promise<Connection> => {
    const port = via === 'write' ? SQL_PORT : READ_PORT;
    const opened = await openTo(cluster, 'haproxy', port, {
      name: `hadrill-${via}-${process}`,
      connectDeadlineMs: Math.min(CONNECT_MS, deadlineMs),
      ...(via === 'write' ? WRITING : {}),
    });
    if (destroyed) opened.destroy();
    connection = opened;
    return opened;
  };

  const run = async (
    deadlineMs: number,
    onceSent: Stage,
    work: (open: Connection, leftMs: number) => Promise<OpResult>,
  ): Promise<OpResult> => {
    const until = performance.now() + deadlineMs;
    let stage: Stage = 'connecting';
    try {
      const open = connection?.alive ? connection : await reconnect.through(() => connect(deadlineMs));
      // From here on the message may reach the server, whatever we are told.
      stage = onceSent;
      return await work(open, Math.max(1, until - performance.now()));
    } catch (error) {
      // Whatever it was, a transaction may be open on it: the next COMMIT must not be this one's.
      connection?.destroy();
      const code = codeOf(error);
      if (isNothingDone(error)) stage = 'executing';
      return { outcome: outcomeOf(code, stage), error: { code: code ?? 'NO_CODE', message: (error as Error).message } };
    }
  };

  const known = (node: string): OpResult =>
    cluster.nodes.includes(node)
      ? { outcome: 'ok', node }
      : { outcome: 'unknown', error: { code: 'NO_NODE', message: `answered by ${node}, no node` } };

  return {
    add: (value, deadlineMs) =>
      run(deadlineMs, 'committing', async (open, leftMs) => {
        const insert = `INSERT INTO hadrill_set (value) VALUES (${Math.trunc(value)})`;
        const { node, epoch, warned } = await write(open, insert, leftMs);
        if (warned) return { outcome: 'unknown', error: { code: 'WARNING', message: 'acknowledged with a warning' } };
        return { ...known(node), epoch };
      }),
    read: (deadlineMs) =>
      run(deadlineMs, 'executing', async (open, leftMs) => {
        const { rows } = await open.query(`SELECT ${NODE}`, leftMs);
        return known(String((rows[0] as unknown[])[0]));
      }),
    destroy() {
      destroyed = true;
      connection?.destroy();
    },
  };
}
