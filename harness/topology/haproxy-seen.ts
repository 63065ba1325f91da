// What HAProxy does: how often it checks, and where it sends whom, out of its configuration and its statistics.

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

interface ServerRow {
  name: string;
  up: boolean;
  backup: boolean;
}

/** @returns a backend's servers in the order of the configuration, from the statistics (`/;csv` on port 7000). */
function serverRows(csv: string, backend: string): ServerRow[] {
  const [header = '', ...rows] = csv.replace(/^# /, '').split('\n');
  const columns = header.split(',');
  const at = (name: string) => columns.indexOf(name);
  return rows
    .map((row) => row.split(','))
    .filter((row) => row[at('pxname')] === backend && !['FRONTEND', 'BACKEND'].includes(row[at('svname')] ?? ''))
    .map((row) => ({
      name: row[at('svname')] ?? '',
      up: row[at('status')]?.startsWith('UP') === true,
      backup: row[at('bck')] === '1',
    }));
}

/** @returns the servers of a backend that are UP. */
export const serversUp = (csv: string, backend: string): string[] =>
  serverRows(csv, backend)
    .filter(({ up }) => up)
    .map(({ name }) => name);

/**
 * @returns the servers that new sessions of a backend go to: those that are UP, or the first backup that is, when none of
 *   them is (HAProxy manual, "backup" and, here not set, "option allbackups")
 */
export function serversUsed(csv: string, backend: string): string[] {
  const up = serverRows(csv, backend).filter((row) => row.up);
  const active = up.filter((row) => !row.backup);
  return (active.length > 0 ? active : up.slice(0, 1)).map(({ name }) => name);
}

/** The page is made in under a millisecond. */
const STATS_MS = 1500;

/** @param base of the statistics, e.g. `http://127.0.0.1:32801` @returns its CSV. @throws when HAProxy does not answer */
export async function proxyStatistics(base: string): Promise<string> {
  return (await fetch(`${base}/;csv`, { signal: AbortSignal.timeout(STATS_MS) })).text();
}
