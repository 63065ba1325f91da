// What HAProxy does: how often it checks, and where it sends whom, out of its configuration and its statistics.
import type { Endpoint } from '../core/endpoint.ts';
import { readPage } from './http-page.ts';

export interface ProxyChecks {
  interMs: number;
  /** HAProxy uses `inter` where none is set. */
  fastinterMs: number;
  fall: number;
  rise: number;
}

const UNIT_MS: Record<string, number> = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/**
 * @param config text of haproxy.cfg
 * @returns the checks of one `listen` section, from its `default-server` line (HAProxy manual, "inter", "fall", "rise")
 * @throws when there is no such section or line: a band must not be computed from guesses
 */
export function proxyChecks(config: string, section: string): ProxyChecks {
  const lines = config.split('\n').map((line) => line.trim());
  const begin = lines.indexOf(`listen ${section}`);
  const line = lines.slice(begin + 1).find((one) => one === '' || one.startsWith('default-server '));
  if (begin < 0 || !line) throw new Error(`haproxy.cfg: there is no default-server in "listen ${section}"`);
  const word = (name: string) => line.match(new RegExp(`\\b${name} (\\d+)(us|ms|s|m)?\\b`));
  // HAProxy's own defaults: inter 2000, fall 3, rise 2.
  const durationMs = (name: string, otherwise: number) => {
    const found = word(name);
    return found ? Number(found[1]) * (UNIT_MS[found[2] ?? 'ms'] ?? 1) : otherwise;
  };
  const interMs = durationMs('inter', 2000);
  return {
    interMs,
    fastinterMs: durationMs('fastinter', interMs),
    fall: Number(word('fall')?.[1] ?? 3),
    rise: Number(word('rise')?.[1] ?? 2),
  };
}

/** @returns `timeout connect` of haproxy.cfg, ms. @throws when it has none: a band must not be computed from guesses */
export function timeoutConnectMs(config: string): number {
  const [, digits, unit] = config.match(/^\s*timeout connect (\d+)(us|ms|s|m)?\s*$/m) ?? [];
  if (digits === undefined) throw new Error('haproxy.cfg: there is no "timeout connect"');
  return Number(digits) * (UNIT_MS[unit ?? 'ms'] ?? 1);
}

export interface ServerRow {
  backend: string;
  name: string;
  /** `UP`, `DOWN`; `UP 1/2` on its way down still takes sessions. Others, e.g. `no check`, are no word of its health. */
  status: string;
  backup: boolean;
}

/**
 * @param csv of the statistics, `/;csv` on port 7000 (HAProxy management guide, "CSV format")
 * @returns all servers, in the order of the configuration; [] of a page that is none
 */
export function serverRows(csv: string): ServerRow[] {
  const [header = '', ...lines] = csv.split('\n');
  const names = header.replace(/^#\s*/, '').split(',');
  const [proxy = -1, server = -1, status = -1, backup = -1] = ['pxname', 'svname', 'status', 'bck'].map((name) =>
    names.indexOf(name),
  );
  // Of the hundred columns those behind the last one that is wanted are not cut apart: a drill reads this up to ten times a second.
  const columns = Math.max(proxy, server, status, backup) + 1;
  return lines.flatMap((line) => {
    const cells = line.split(',', columns);
    const [backend, name] = [cells[proxy], cells[server]];
    if (!backend || !name || name === 'FRONTEND' || name === 'BACKEND') return [];
    return [{ backend, name, status: cells[status] ?? '', backup: cells[backup] === '1' }];
  });
}

const upIn = (csv: string, backend: string): ServerRow[] =>
  serverRows(csv).filter((row) => row.backend === backend && row.status.startsWith('UP'));

/** @returns the servers of a backend that are UP. */
export const serversUp = (csv: string, backend: string): string[] => upIn(csv, backend).map(({ name }) => name);

/**
 * @returns the servers that new sessions of a backend go to: those that are UP, or the first backup that is, when none of
 *   them is (HAProxy manual, "backup" and, here not set, "option allbackups")
 */
export function serversUsed(csv: string, backend: string): string[] {
  const up = upIn(csv, backend);
  const active = up.filter((row) => !row.backup);
  return (active.length > 0 ? active : up.slice(0, 1)).map(({ name }) => name);
}

/** The page is made in under a millisecond. */
const STATS_MS = 1500;

/** @param at where the statistics are published @returns their CSV. @throws when HAProxy does not answer */
export async function proxyStatistics(at: Endpoint): Promise<string> {
  return (await readPage(at, '/;csv', STATS_MS)).body;
}
