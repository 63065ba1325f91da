// What HAProxy does: how often it checks, and where it sends whom. Pure parsers of its configuration and its statistics.

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

/** @returns the servers of a backend that are UP, from the statistics (`/;csv` on port 7000). */
export function serversUp(csv: string, backend: string): string[] {
  const [header = '', ...rows] = csv.replace(/^# /, '').split('\n');
  const columns = header.split(',');
  const at = (name: string) => columns.indexOf(name);
  return rows
    .map((row) => row.split(','))
    .filter((row) => row[at('pxname')] === backend && !['FRONTEND', 'BACKEND'].includes(row[at('svname')] ?? ''))
    .filter((row) => row[at('status')]?.startsWith('UP'))
    .map((row) => row[at('svname')] ?? '');
}

/** @returns what is not yet routed as the roles want it, or null. */
export function whatIsMisrouted(csv: string, leader: string, nodes: readonly string[]): string | null {
  const replicas = nodes.filter((node) => node !== leader);
  for (const [backend, wanted] of [
    ['postgres_write', [leader]],
    ['postgres_read', replicas],
  ] as const) {
    const up = serversUp(csv, backend).sort();
    if (up.join() !== [...wanted].sort().join())
      return `HAProxy sends ${backend} to ${up.join(', ') || 'nobody'}, not to ${wanted.join(', ')}`;
  }
  return null;
}
