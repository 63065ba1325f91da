// The settings of a running cluster, read back from where they work: Patroni's configuration in the DCS and as each node
// took it, PostgreSQL, HAProxy's file, the lease. What was asked for and is not in force is an error, not a footnote.
import type { Credentials, EffectiveSettings, ExecResult } from '../../core/cluster.ts';
import type { Endpoint } from '../../core/endpoint.ts';
import { SetupError } from '../../core/errors.ts';
import { cutOffRtoMs, effectiveTtlS, expectedRtoMs } from '../../core/rto-band.ts';
import { proxyChecks } from '../haproxy-seen.ts';
import { leaderLeaseTtlS } from './etcd.ts';
import { difference } from './parameters.ts';
import { dynamicConfig, nodeStatus } from './rest.ts';
import { settingsInForce } from './sql.ts';

/** What this module needs of a cluster. */
export interface Readable {
  nodes: readonly string[];
  credentials: Credentials;
  endpoint(member: string, port: number): Promise<Endpoint>;
  exec(member: string, argv: string[]): Promise<ExecResult>;
  leader(): Promise<string | null>;
}

/** Patroni writes what it took from the DCS here, after it has applied it (Patroni documentation, "Dynamic Configuration"). */
const TAKEN = '/var/lib/postgresql/data/patroni.dynamic.json';
/** Shown in the report beside the parameters that were asked for. */
const SHOWN = ['synchronous_standby_names', 'synchronous_commit', 'max_connections', 'shared_buffers', 'fsync'];

export const restEndpoint = (cluster: Readable, node: string) => cluster.endpoint(node, 8008);

/** @returns the dynamic configuration that this node's Patroni has applied. */
export async function configurationTaken(cluster: Readable, node: string): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await cluster.exec(node, ['cat', TAKEN]);
  if (exitCode !== 0) throw new Error(`${node}: cat ${TAKEN}: ${stderr.trim()}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

/**
 * @param wanted PostgreSQL parameters as asked for
 * @throws SetupError naming node, parameter, wanted and seen value, when one is not in force
 */
export async function readSettings(
  cluster: Readable,
  wanted: Record<string, string | number>,
): Promise<EffectiveSettings> {
  const leader = await cluster.leader();
  if (!leader) throw new SetupError('settings cannot be read back: no node leads now');
  const rest = await restEndpoint(cluster, leader);
  const [dcs, status, proxy, leaseTtlS, parameters] = await Promise.all([
    dynamicConfig(rest),
    nodeStatus(rest),
    cluster.exec('haproxy', ['cat', '/etc/haproxy/haproxy.cfg']),
    anyEtcd(cluster),
    parametersInForce(cluster, leader, wanted),
    sameEverywhere(cluster, ['ttl', 'loop_wait', 'retry_timeout']),
  ]);
  const version = status.patroni?.version ?? '';
  const checks = proxyChecks(proxy.stdout, 'postgres_write');
  const ttlS = effectiveTtlS(Number(dcs.ttl), version);
  if (leaseTtlS !== ttlS)
    throw new SetupError(`the leader key's lease in etcd has a ttl of ${leaseTtlS} s, ${ttlS} s are in force`);
  const failover = { ttlS, loopWaitS: Number(dcs.loop_wait), retryTimeoutS: Number(dcs.retry_timeout), ...checks };
  return {
    expectedRtoMs: expectedRtoMs(failover),
    cutOffRtoMs: cutOffRtoMs(failover),
    values: {
      patroni_version: version,
      server_version: status.server_version ?? '',
      ttl: ttlS,
      loop_wait: Number(dcs.loop_wait),
      retry_timeout: Number(dcs.retry_timeout),
      maximum_lag_on_failover: Number(dcs.maximum_lag_on_failover),
      synchronous_mode: Boolean(dcs.synchronous_mode),
      haproxy_inter_ms: checks.interMs,
      haproxy_fastinter_ms: checks.fastinterMs,
      haproxy_fall: checks.fall,
      haproxy_rise: checks.rise,
      ...parameters,
    },
  };
}

async function anyEtcd(cluster: Readable): Promise<number | null> {
  const asked = ['etcd1', 'etcd2', 'etcd3'].map(async (member) =>
    leaderLeaseTtlS(await cluster.endpoint(member, 2379)),
  );
  return Promise.any(asked).catch((cause: unknown) => {
    throw new SetupError('no etcd member answers: the lease of the leader key cannot be read back', { cause });
  });
}

/** Asks every node. @returns the leader's values as shown. */
async function parametersInForce(cluster: Readable, leader: string, wanted: Record<string, string | number>) {
  const names = [...new Set([...Object.keys(wanted), ...SHOWN])];
  const found = await Promise.all(
    cluster.nodes.map(async (node) => {
      const seen = await settingsInForce(await cluster.endpoint(node, 5432), cluster.credentials, names);
      return { node, seen };
    }),
  );
  const wrong = found.flatMap(({ node, seen }) =>
    Object.entries(wanted)
      .map(([name, value]) => difference(name, value, seen.get(name.toLowerCase())))
      .filter((text) => text !== null)
      .map((text) => `${node}: ${text}`),
  );
  if (wrong.length > 0)
    throw new SetupError(
      `PostgreSQL parameters are not in force as asked for: ${wrong.join('; ')}. ` +
        'Patroni drops what it does not know, and sets some parameters itself: correct or remove them in pgParameters.',
    );
  const shown = found.find(({ node }) => node === leader)?.seen ?? new Map();
  return Object.fromEntries(
    names.map((name) => {
      const row = shown.get(name.toLowerCase());
      return [name, row ? `${row.setting}${row.unit ? ` × ${row.unit}` : ''}` : ''];
    }),
  );
}

/** @throws SetupError naming the node that works with another value than the DCS holds for all. */
async function sameEverywhere(cluster: Readable, names: readonly string[]): Promise<void> {
  const taken = await Promise.all(cluster.nodes.map((node) => configurationTaken(cluster, node)));
  for (const name of names) {
    const values = taken.map((one) => one[name]);
    if (new Set(values).size > 1)
      throw new SetupError(
        `${name} differs between nodes: ${cluster.nodes.map((node, i) => `${node} ${values[i]}`).join(', ')}`,
      );
  }
}
