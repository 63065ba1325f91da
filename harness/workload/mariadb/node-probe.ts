// How one MariaDB node is asked: wsrep's status and the component by its own tables on one connection, the canary on another.
import type { Cluster } from '../../core/cluster.ts';
import { Absence, type Ask, type ServerSeen } from '../absence.ts';
import type { NodeProbe } from '../probe.ts';
import type { RoleSeen } from '../seen.ts';
import { Canary } from './canary.ts';
import { type Connection, codeOf, isOfServer } from './connection.ts';
import { openTo, SQL_PORT } from './direct.ts';
import { EPOCH, epochOf } from './epoch.ts';
import { claimsOf, placeOf, roleOf, STATUS, statusOf, type WsrepStatus } from './status.ts';

/** Status and tables are of one component unless it changed in between; it does not change three times in a few ms. */
const READS = 3;
const NOBODY_LISTENS = new Set(['ECONNREFUSED', 'ECONNRESET', 'CLOSED', 'PROTOCOL_CONNECTION_LOST']);

/** During a state transfer the server runs and listens to nobody. `ps` ends with 1 where there is no such process. */
async function mariadbServer(ask: Ask): Promise<ServerSeen> {
  const { exitCode, stdout } = await ask(['ps', '-C', 'mariadbd', '-o', 'etimes=']);
  if (exitCode === 1) return 'absent';
  const ages = stdout.trim().split(/\s+/).map(Number);
  // Whole seconds, rounded down.
  return exitCode === 0 ? { ageMs: (Math.min(...ages) + 1) * 1000 } : 'present';
}

/** @throws like `Connection.query` */
export async function lookAt(
  connection: Connection,
  deadlineMs: number,
): Promise<Extract<RoleSeen, { kind: 'answered' }>> {
  const until = performance.now() + deadlineMs;
  const left = () => Math.max(1, until - performance.now());
  for (let read = 1; ; read++) {
    const { status, component } = await statusAndComponent(connection, left);
    const place = isServing(status) && component === null ? null : placeOf(status, component);
    if (place === null && read < READS) continue;
    const { wsrep_last_committed: position = null } = status;
    return {
      kind: 'answered',
      place: place ?? { role: roleOf(status), epoch: null, position },
      claims: claimsOf(status),
    };
  }
}

/** One question for a node that serves: each wakes the harness, twelve times a second. */
const BOTH = `BEGIN NOT ATOMIC ${STATUS}; SELECT ${EPOCH} AS epoch; END`;

/** @returns the status, and after it the component by the tables; null where the node is in no primary one */
async function statusAndComponent(
  connection: Connection,
  left: () => number,
): Promise<{ status: WsrepStatus; component: string | null }> {
  const asked = await connection.queries(BOTH, left()).catch((error) => {
    if (!isOfServer(error)) throw error;
    return error as Error;
  });
  if (asked instanceof Error) {
    // Outside a primary component tables are refused (1047), and so is what asks for them. SHOW alone never is.
    const status = statusOf((await connection.query(STATUS, left())).rows);
    if (isServing(status) && codeOf(asked) !== '1047') throw asked;
    return { status, component: null };
  }
  const [told, tables] = asked;
  const status = statusOf(told?.rows ?? []);
  // Tables that are not refused tell of the last component there.
  return { status, component: isServing(status) ? epochOf(tables?.rows[0]?.[0]) : null };
}

const isServing = (status: WsrepStatus): boolean => roleOf(status) !== 'non-primary' && status.wsrep_ready === 'ON';

export function mariadbProbe(cluster: Cluster, node: string): NodeProbe {
  let connection = null as Connection | null;
  let ended = false;
  return {
    canary: new Canary(cluster, node),
    absence: new Absence(cluster, node, mariadbServer),
    async askRole(deadlineMs) {
      const until = performance.now() + deadlineMs;
      try {
        if (!connection?.alive)
          connection = await openTo(cluster, node, SQL_PORT, {
            name: `hadrill-probe-${node}`,
            connectDeadlineMs: deadlineMs,
          });
        if (ended) connection.destroy();
        return await lookAt(connection, Math.max(1, until - performance.now()));
      } catch (error) {
        connection?.destroy();
        const code = codeOf(error);
        return { kind: 'silent', refused: code !== undefined && NOBODY_LISTENS.has(code) };
      }
    },
    cut: () => connection?.destroy(),
    end() {
      ended = true;
      connection?.destroy();
    },
  };
}
