// Is PostgreSQL's server known not to run, or to have ended all sessions? Ask only where the node is silent.
import type { Ask, ServerSeen } from '../absence.ts';

const DATA_DIRECTORY = '/var/lib/postgresql/data';
/** `pg_ctl status`: 3 no server runs, 4 there is no data directory (PostgreSQL documentation, "pg_ctl"). */
const NO_SERVER = new Set([3, 4]);
/**
 * What the control file says from the shutdown checkpoint on (pg_controldata, "Database cluster state"). It is begun when every
 * session has ended, so that nobody writes any more; yet the server may stay for a minute, waiting for standbys out of reach.
 */
const ENDED = /^Database cluster state:\s+shut(?:ting)? down/m;

export async function postgresServer(ask: Ask): Promise<ServerSeen> {
  // One after the other: each costs the start of a command, and most silent nodes have no server.
  const { exitCode } = await ask(['pg_ctl', 'status', '-D', DATA_DIRECTORY]);
  if (NO_SERVER.has(exitCode)) return 'absent';
  const { stdout } = await ask(['env', 'LC_ALL=C', 'pg_controldata', '-D', DATA_DIRECTORY]);
  return ENDED.test(stdout) ? 'absent' : 'present';
}
