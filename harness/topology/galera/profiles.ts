// Named settings. `reference` keeps the numbers of docs/reference exactly; `tuned` survives a power cut of all three.
import type { ProxySettings } from '../haproxy.ts';

export interface GaleraProfile {
  /** Of mariadbd; wanted in force on every node. */
  variables: Record<string, string | number>;
  /** How a node that cannot take the missing part alone is given everything. */
  sst: 'mariabackup' | 'rsync';
  proxy: ProxySettings;
}

const common = {
  wsrep_slave_threads: 4,
  default_storage_engine: 'InnoDB',
  innodb_autoinc_lock_mode: 2,
  binlog_format: 'ROW',
};

export const PROFILES = {
  reference: {
    variables: { ...common, innodb_flush_log_at_trx_commit: 0, innodb_buffer_pool_size: '1G' },
    sst: 'rsync',
    // The document has no HAProxy for Galera; these are its numbers for the other cluster.
    proxy: { check: { interMs: 3000, fall: 3, rise: 2 }, timeoutsS: { connect: 10, client: 30, server: 30 } },
  },
  tuned: {
    variables: { ...common, innodb_flush_log_at_trx_commit: 1, innodb_buffer_pool_size: '128M' },
    // rsync blocks its donor for as long as it copies.
    sst: 'mariabackup',
    proxy: {
      check: { interMs: 1000, fastinterMs: 500, fall: 2, rise: 1 },
      timeoutsS: { connect: 2, client: 30, server: 30 },
    },
  },
} as const satisfies Record<string, GaleraProfile>;

export type GaleraProfileName = keyof typeof PROFILES;
