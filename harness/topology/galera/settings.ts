// The settings of a running cluster, read back from its nodes and its proxy. What was asked for and is not in force is an
// error, not a footnote.
import type { Credentials, EffectiveSettings, ExecResult } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import { SetupError } from '../../core/errors.ts';
import { proxyChecks, timeoutConnectMs } from '../haproxy-seen.ts';
import { HAPROXY_CFG, SQL_PORT, WRITE_LISTEN } from './files.ts';
import { cutOffRtoMs, expectedRtoMs, isoDurationMs, providerOptions } from './rto-band.ts';
import { variablesInForce } from './sql.ts';
import { difference } from './variables.ts';

/** What this module needs of a cluster. */
export interface Readable {
  nodes: readonly string[];
  credentials: Credentials;
  endpoint(member: string, port: number): Promise<Endpoint>;
  exec(member: string, argv: string[]): Promise<ExecResult>;
}

/** Shown in the report beside what was asked for. */
const SHOWN = ['version', 'wsrep_sync_wait', 'innodb_snapshot_isolation', 'max_connections'];
const PROVIDER = 'wsrep_provider_options';
const GROUP = {
  keepaliveMs: 'evs.keepalive_period',
  suspectMs: 'evs.suspect_timeout',
  inactiveCheckMs: 'evs.inactive_check_period',
  joinRetransMs: 'evs.join_retrans_period',
} as const;
const SHOWN_OPTIONS = [...Object.values(GROUP), 'evs.inactive_timeout', 'pc.recovery', 'gcache.size'];

/**
 * @param wanted variables of mariadbd as asked for
 * @throws SetupError naming node, variable, wanted and seen value, when one is not in force
 */
export async function readSettings(
  cluster: Readable,
  wanted: Record<string, string | number>,
): Promise<EffectiveSettings> {
  const names = [...new Set([...Object.keys(wanted), ...SHOWN, PROVIDER])];
  const [{ stdout: config }, found] = await Promise.all([
    cluster.exec('haproxy', ['cat', HAPROXY_CFG]),
    Promise.all(
      cluster.nodes.map(async (node) =>
        variablesInForce(await cluster.endpoint(node, SQL_PORT), cluster.credentials, names),
      ),
    ),
  ]);
  const wrong = found.flatMap((seen, i) =>
    Object.entries(wanted)
      .map(([name, value]) => difference(name, value, seen.get(name)))
      .filter((text) => text !== null)
      .map((text) => `${cluster.nodes[i]}: ${text}`),
  );
  if (wrong.length > 0) throw new SetupError(`variables are not in force as asked for: ${wrong.join('; ')}`);
  const options = found.map((seen) => providerOptions(seen.get(PROVIDER) ?? ''));
  for (const name of SHOWN_OPTIONS) {
    const values = options.map((one) => one.get(name));
    if (new Set(values).size > 1) throw new SetupError(`${name} differs between nodes: ${values.join(', ')}`);
  }
  const group = Object.fromEntries(
    Object.entries(GROUP).map(([key, name]) => [key, isoDurationMs(options[0]?.get(name))]),
  ) as Record<keyof typeof GROUP, number>;
  const checks = proxyChecks(config, WRITE_LISTEN);
  return {
    expectedRtoMs: expectedRtoMs(group, { ...checks, connectMs: timeoutConnectMs(config) }),
    cutOffRtoMs: cutOffRtoMs(group, checks),
    values: {
      ...Object.fromEntries(names.filter((name) => name !== PROVIDER).map((name) => [name, found[0]?.get(name) ?? ''])),
      ...Object.fromEntries(SHOWN_OPTIONS.map((name) => [name, options[0]?.get(name) ?? ''])),
      haproxy_inter_ms: checks.interMs,
      haproxy_fastinter_ms: checks.fastinterMs,
      haproxy_fall: checks.fall,
      haproxy_rise: checks.rise,
    },
  };
}
