// The Patroni topology as data: 3 etcd, 3 PostgreSQL nodes, HAProxy.
import type { ClusterSpec, ServiceSpec } from '../spec.ts';
import { backupPieces } from './backup/files.ts';
import { BOOTSTRAP_LOOP_WAIT_S, haproxyCfg, patroniYml } from './files.ts';
import type { PatroniSpec } from './options.ts';

const NUMBERS = [1, 2, 3] as const;
const etcdHost = (n: number) => 10 + n;
const nodeHost = (n: number) => 20 + n;
const PROXY_HOST = 30;

/**
 * A member that begins asks each other one whether it is known already. One that listens and does not serve yet keeps it
 * for 1 s, one that does not listen for nothing: together they need 2.1 s for this, a quarter second apart 0.7 s.
 * The first one waits too, until the others' addresses are up.
 */
const FIRST_ETCD_S = 0.25;
const OTHER_ETCD_S = 0.5;

/** The image's entrypoint says what each means; its default needs no word. */
const SUPERVISION: Record<PatroniSpec['onPatroniExit'], Record<string, string>> = {
  'container-ends': {},
  restarted: { HADRILL_SUPERVISE: 'restart' },
  nothing: { HADRILL_SUPERVISE: 'none' },
};

/**
 * @param subnet first three numbers of the cluster's network, e.g. `10.203.7`.
 * @param loopWaitS Patroni's `loop_wait` at bootstrap, s. The harness starts with a short one and sets the profile's
 *   afterwards; where nobody does that (docker-compose), pass the profile's.
 */
export function patroniClusterSpec(spec: PatroniSpec, subnet: string, loopWaitS = BOOTSTRAP_LOOP_WAIT_S): ClusterSpec {
  const etcd = NUMBERS.map((n) => `${subnet}.${etcdHost(n)}`);
  const nodes = NUMBERS.map((n) => ({ name: `pg${n}`, address: `${subnet}.${nodeHost(n)}` }));
  const backup = spec.backup ? backupPieces(spec.backup) : null;
  return {
    topology: 'patroni',
    suite: spec.suite,
    subnet,
    nodes: nodes.map((node) => node.name),
    services: [
      ...NUMBERS.map((n) => etcdService(n, subnet)),
      ...nodes.map(
        (node, i): ServiceSpec => ({
          name: node.name,
          image: 'patroni',
          host: nodeHost(i + 1),
          files: [
            {
              path: '/etc/patroni/patroni.yml',
              content: patroniYml(spec, node.name, { own: node.address, subnet, etcd }, loopWaitS),
            },
            ...(backup?.files ?? []),
          ],
          ...(backup ? { volumes: backup.volumes } : {}),
          environment: {
            PATRONI_SUPERUSER_USERNAME: 'postgres',
            PATRONI_REPLICATION_USERNAME: 'replicator',
            HADRILL_ETCD: etcd.map((address) => `${address}:2379`).join(' '),
            ...SUPERVISION[spec.onPatroniExit],
          },
          secretEnvironment: {
            PATRONI_SUPERUSER_PASSWORD: 'superuser',
            PATRONI_REPLICATION_PASSWORD: 'replication',
            ...backup?.secretEnvironment,
          },
          ports: [5432, 8008],
        }),
      ),
      {
        name: 'haproxy',
        image: 'haproxy',
        host: PROXY_HOST,
        files: [{ path: '/etc/haproxy/haproxy.cfg', content: haproxyCfg(spec, nodes) }],
        environment: {},
        secretEnvironment: {},
        ports: [5000, 5001, 7000],
      },
    ],
  };
}

function etcdService(n: number, subnet: string): ServiceSpec {
  const own = `${subnet}.${etcdHost(n)}`;
  const cluster = NUMBERS.map((m) => `etcd${m}=http://${subnet}.${etcdHost(m)}:2380`).join(',');
  return {
    name: `etcd${n}`,
    image: 'etcd',
    host: etcdHost(n),
    entrypoint: ['tini', '--', 'sh', '-c', `sleep ${n === 1 ? FIRST_ETCD_S : OTHER_ETCD_S}; exec etcd`],
    files: [],
    environment: {
      ETCD_NAME: `etcd${n}`,
      ETCD_LISTEN_CLIENT_URLS: 'http://0.0.0.0:2379',
      ETCD_ADVERTISE_CLIENT_URLS: `http://${own}:2379`,
      ETCD_LISTEN_PEER_URLS: 'http://0.0.0.0:2380',
      ETCD_INITIAL_ADVERTISE_PEER_URLS: `http://${own}:2380`,
      ETCD_INITIAL_CLUSTER: cluster,
      ETCD_INITIAL_CLUSTER_STATE: 'new',
    },
    secretEnvironment: {},
    ports: [2379],
  };
}
