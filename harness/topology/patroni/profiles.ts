// Named settings. `reference` keeps the numbers of docs/reference exactly; `tuned` holds 30 s at the worst moment.

export interface PatroniProfile {
  ttlS: number;
  loopWaitS: number;
  retryTimeoutS: number;
  maximumLagOnFailoverBytes: number;
  pgParameters: Record<string, string | number>;
  /** HAProxy's `default-server` of both ports. */
  haproxyCheck: { interMs: number; fastinterMs?: number; fall: number; rise: number };
  haproxyTimeoutsS: { connect: number; client: number; server: number };
  synchronousByDefault: boolean;
}

const walParameters = { wal_level: 'replica', max_wal_senders: 10, max_replication_slots: 10, hot_standby: 'on' };

export const PROFILES = {
  reference: {
    ttlS: 30,
    loopWaitS: 10,
    retryTimeoutS: 10,
    maximumLagOnFailoverBytes: 1_048_576,
    pgParameters: { max_connections: 200, shared_buffers: '256MB', effective_cache_size: '1GB', ...walParameters },
    haproxyCheck: { interMs: 3000, fall: 3, rise: 2 },
    haproxyTimeoutsS: { connect: 10, client: 30, server: 30 },
    synchronousByDefault: false,
  },
  tuned: {
    ttlS: 20,
    loopWaitS: 5,
    retryTimeoutS: 5,
    maximumLagOnFailoverBytes: 1_048_576,
    // An old leader that was cut off is not down, and cannot follow the new one, before its shutdown has waited for standbys out of
    // reach and for connections that say nothing: by PostgreSQL's own defaults a minute each.
    pgParameters: {
      ...{ max_connections: 100, shared_buffers: '64MB', wal_sender_timeout: '10s', authentication_timeout: '10s' },
      ...walParameters,
    },
    haproxyCheck: { interMs: 1000, fastinterMs: 500, fall: 2, rise: 1 },
    haproxyTimeoutsS: { connect: 2, client: 30, server: 30 },
    synchronousByDefault: true,
  },
} as const satisfies Record<string, PatroniProfile>;

export type PatroniProfileName = keyof typeof PROFILES;
