// The configuration files of the topology, rendered from a profile. Secrets come as variables, never in here.
import { stringify } from 'yaml';
import { haproxyConfig } from '../haproxy.ts';
import { ARCHIVING } from './backup/files.ts';
import type { PatroniSpec } from './options.ts';
import { PROFILES } from './profiles.ts';

export const SCOPE = 'hadrill';
export const NAMESPACE = '/db/';

/** While bootstrapping replicas look for their leader once a `loop_wait`: 1 s, set to the profile's once all three run. */
export const BOOTSTRAP_LOOP_WAIT_S = 1;

export interface Addresses {
  own: string;
  subnet: string;
  etcd: string[];
}

/** @returns the PostgreSQL parameters that must be in force: the profile's, the backup's, and those asked for. */
export const wantedParameters = (spec: PatroniSpec): Record<string, string | number> => ({
  ...PROFILES[spec.profile].pgParameters,
  ...(spec.backup ? ARCHIVING : {}),
  ...spec.pgParameters,
});

/** @returns what Patroni keeps in the DCS under this profile (`PATCH /config` takes the same). */
export function dynamicConfiguration(spec: PatroniSpec, loopWaitS: number): Record<string, unknown> {
  const profile = PROFILES[spec.profile];
  return {
    ttl: profile.ttlS,
    loop_wait: loopWaitS,
    retry_timeout: profile.retryTimeoutS,
    maximum_lag_on_failover: profile.maximumLagOnFailoverBytes,
    synchronous_mode: spec.synchronous,
    postgresql: { use_pg_rewind: true, parameters: wantedParameters(spec) },
  };
}

/** @returns `patroni.yml` of one node. */
export function patroniYml(spec: PatroniSpec, node: string, at: Addresses, loopWaitS: number): string {
  return stringify({
    scope: SCOPE,
    namespace: NAMESPACE,
    name: node,
    restapi: { listen: '0.0.0.0:8008', connect_address: `${at.own}:8008` },
    // Not the reference's `etcd:`: that speaks the v2 API, which etcd >= 3.4 turns off.
    etcd3: { hosts: at.etcd.map((address) => `${address}:2379`) },
    bootstrap: {
      dcs: dynamicConfiguration(spec, loopWaitS),
      // no-sync: only the freshly made, still empty cluster goes unsynced; the running one fsyncs as ever.
      // Asked for just this, the image has it ready (fixtures/images/patroni/make-data).
      initdb: [{ encoding: 'UTF8' }, 'data-checksums', 'no-sync'],
    },
    postgresql: {
      listen: '0.0.0.0:5432',
      connect_address: `${at.own}:5432`,
      data_dir: '/var/lib/postgresql/data',
      bin_dir: '/usr/lib/postgresql/current/bin',
      pgpass: '/var/lib/postgresql/.pgpass',
      // A replica that copied the image's data lets nobody in by password until it has replayed that there is one.
      use_unix_socket: true,
      parameters: { unix_socket_directories: '/var/run/postgresql' },
      pg_hba: [
        'local all all trust',
        // Patroni itself connects to its own node this way.
        'host all all 127.0.0.1/32 scram-sha-256',
        // A replica asks itself for its own timeline over the replication protocol.
        'host replication replicator 127.0.0.1/32 scram-sha-256',
        `host replication replicator ${at.subnet}.0/24 scram-sha-256`,
        `host all all ${at.subnet}.0/24 scram-sha-256`,
        'host all all 0.0.0.0/0 reject',
      ],
      // The image's own, for a node's first data and where its leader began with the very same; else, and later, a base backup.
      create_replica_methods: ['image', 'basebackup'],
      image: { command: '/usr/local/bin/replica-from-image' },
      basebackup: ['no-sync', { checkpoint: 'fast' }],
    },
  });
}

/** @returns `haproxy.cfg`: write port 5000 to the leader, read port 5001 to the replicas. */
export function haproxyCfg(spec: PatroniSpec, nodes: { name: string; address: string }[]): string {
  const { haproxyCheck: check, haproxyTimeoutsS: timeoutsS } = PROFILES[spec.profile];
  const servers = nodes.map((n) => `server ${n.name} ${n.address}:5432 maxconn 100 check port 8008`);
  return haproxyConfig({ check, timeoutsS }, [
    { name: 'postgres_write', port: 5000, ask: 'OPTIONS /primary', servers },
    { name: 'postgres_read', port: 5001, ask: 'OPTIONS /replica', servers },
  ]);
}
