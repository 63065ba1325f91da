// The Galera topology as data: 3 MariaDB nodes, HAProxy.
import type { ClusterSpec, ServiceSpec } from '../spec.ts';
import { galeraCnf, HAPROXY_CFG, HEALTH_PORT, haproxyCfg, type NodeAddress, READ_PORT, SQL_PORT } from './files.ts';
import type { GaleraSpec } from './options.ts';

const NUMBERS = [1, 2, 3] as const;
const nodeHost = (n: number) => 30 + n;
const PROXY_HOST = 40;

/**
 * @param subnet first three numbers of the cluster's network, e.g. `10.203.7`.
 * @param peersMayLive pass true where a node's container may be made anew beside living ones (docker-compose): the first
 *   node then asks the others, for up to 1 s, before it bootstraps. The harness makes each container once, in a new network.
 */
export function galeraClusterSpec(spec: GaleraSpec, subnet: string, peersMayLive = false): ClusterSpec {
  const nodes = NUMBERS.map((n) => ({ name: `g${n}`, address: `${subnet}.${nodeHost(n)}` }));
  return {
    topology: 'galera',
    suite: spec.suite,
    subnet,
    nodes: nodes.map(({ name }) => name),
    services: [
      ...nodes.map(
        (node, i): ServiceSpec => ({
          name: node.name,
          image: 'galera',
          host: nodeHost(i + 1),
          files: [{ path: '/etc/mysql/mariadb.conf.d/60-galera.cnf', content: galeraCnf(spec, node, nodes) }],
          environment: i === 0 ? bootstrap(peersMayLive ? nodes.slice(1) : []) : {},
          secretEnvironment: { HADRILL_PASSWORD: 'galera' },
          ports: [SQL_PORT, HEALTH_PORT],
        }),
      ),
      {
        name: 'haproxy',
        image: 'haproxy',
        host: PROXY_HOST,
        files: [{ path: HAPROXY_CFG, content: haproxyCfg(spec, nodes) }],
        environment: {},
        secretEnvironment: {},
        ports: [SQL_PORT, READ_PORT, 7000],
      },
    ],
  };
}

/** Used up by the first start of its data (fixtures/images/galera/entrypoint). */
const bootstrap = (peers: readonly NodeAddress[]) => ({
  HADRILL_BOOTSTRAP: '1',
  ...(peers.length > 0 ? { HADRILL_PEERS: peers.map(({ address }) => address).join(' ') } : {}),
});
