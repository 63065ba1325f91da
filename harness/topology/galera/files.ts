// The configuration files of the topology, rendered from a profile. The one secret comes as a variable, never in here.
import { haproxyConfig } from '../haproxy.ts';
import type { GaleraSpec } from './options.ts';
import { PROFILES } from './profiles.ts';

export interface NodeAddress {
  name: string;
  address: string;
}

export const SQL_PORT = 3306;
export const READ_PORT = 3307;
export const HEALTH_PORT = 9200;
export const WRITE_LISTEN = 'galera_write';
export const READ_LISTEN = 'galera_read';
export const HAPROXY_CFG = '/etc/haproxy/haproxy.cfg';

/** @returns the variables of mariadbd that are wanted in force on every node. */
export const wantedVariables = (spec: GaleraSpec): Record<string, string | number> => ({
  ...PROFILES[spec.profile].variables,
  wsrep_sst_method: spec.sst,
  ...spec.variables,
});

/** @returns `60-galera.cnf` of one node. */
export function galeraCnf(spec: GaleraSpec, own: NodeAddress, nodes: readonly NodeAddress[]): string {
  const others = nodes.filter(({ name }) => name !== own.name).map(({ name }) => name);
  const lines = {
    bind_address: own.address,
    wsrep_on: 'ON',
    wsrep_provider: '/usr/lib/galera/libgalera_smm.so',
    wsrep_cluster_name: 'hadrill',
    wsrep_cluster_address: `gcomm://${nodes.map(({ address }) => address).join(',')}`,
    wsrep_node_name: own.name,
    wsrep_node_address: own.address,
    // Two components that were both bootstrapped differ in their members' names alone.
    wsrep_node_incoming_address: own.name,
    // A state is given by the last node, which writes are sent to last; the comma admits any other.
    wsrep_sst_donor: `${others.reverse().join(',')},`,
    // Over the socket, as the operating system's user: no password.
    wsrep_sst_auth: 'mysql:',
    ...wantedVariables(spec),
  };
  const provider = {
    'pc.recovery': spec.pcRecovery ? 'TRUE' : 'FALSE',
    // A node that finds no primary component goes on looking; by default it would end after 30 s.
    'pc.wait_prim_timeout': 'PT1H',
    // A drill writes a few MiB: what a node missed is still there when it returns.
    'gcache.size': '64M',
  };
  return [
    '[mysqld]',
    ...Object.entries(lines).map(([name, value]) => `${name} = ${value}`),
    `wsrep_provider_options = "${Object.entries(provider)
      .map(([name, value]) => `${name}=${value}`)
      .join(';')}"`,
    '',
  ].join('\n');
}

/**
 * @returns `haproxy.cfg`: write port 3306 to one node, the others as backups of which only the first that is up is used;
 *   read port 3307 to all. The check asks the node's server: Synced, in a primary component, ready.
 */
export function haproxyCfg(spec: GaleraSpec, nodes: readonly NodeAddress[]): string {
  const server = ({ name, address }: NodeAddress) =>
    `server ${name} ${address}:${SQL_PORT} maxconn 100 check port ${HEALTH_PORT}`;
  const [writer, ...backups] = nodes.map(server);
  return haproxyConfig(PROFILES[spec.profile].proxy, [
    {
      name: WRITE_LISTEN,
      port: SQL_PORT,
      ask: 'GET /',
      // Once the writer is back nobody goes on writing on its backup: one writer, so no conflicts between two.
      servers: [`${writer} on-marked-up shutdown-backup-sessions`, ...backups.map((one) => `${one} backup`)],
    },
    { name: READ_LISTEN, port: READ_PORT, ask: 'GET /', servers: nodes.map(server) },
  ]);
}
