// How one PostgreSQL node is asked: role, timeline and position on one connection, the canary on another.
import type { Cluster } from '../../core/cluster.ts';
import { Absence } from '../absence.ts';
import type { NodeProbe } from '../probe.ts';
import { postgresServer } from './absence.ts';
import { Canary } from './canary.ts';
import type { Connection } from './connection.ts';
import { openDirect } from './direct.ts';
import { placeOf, WHERE } from './place.ts';
import { roleFromError } from './seen.ts';

export function postgresProbe(cluster: Cluster, node: string): NodeProbe {
  const canary = new Canary(cluster, node);
  let connection = null as Connection | null;
  let ended = false;
  return {
    canary,
    absence: new Absence(cluster, node, postgresServer),
    async askRole(deadlineMs) {
      const until = performance.now() + deadlineMs;
      try {
        if (!connection?.alive)
          connection = await openDirect(cluster, node, {
            applicationName: `hadrill-probe-${node}`,
            connectDeadlineMs: deadlineMs,
            statementDeadlineMs: deadlineMs,
          });
        if (ended) connection.destroy();
        const { rows } = await connection.query(WHERE, [], Math.max(1, until - performance.now()));
        return { kind: 'answered', place: placeOf(rows) };
      } catch (error) {
        connection?.destroy();
        return roleFromError(error as { code?: string; message: string });
      }
    },
    cut: () => connection?.destroy(),
    end() {
      ended = true;
      connection?.destroy();
    },
    async afterAnswer(deadlineMs) {
      if (connection?.alive) await canary.endStuck(connection, deadlineMs);
    },
  };
}
