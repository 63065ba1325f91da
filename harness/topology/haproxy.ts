// HAProxy's configuration, as far as it is the same for every topology: limits, logs, statistics on 7000, its own health
// on 7001. What a port serves and how its servers are checked is the topology's.

export interface ProxyCheck {
  interMs: number;
  fastinterMs?: number;
  fall: number;
  rise: number;
}

export interface ProxySettings {
  /** `default-server` of every port. */
  check: ProxyCheck;
  timeoutsS: { connect: number; client: number; server: number };
}

export interface Listen {
  name: string;
  port: number;
  /** What a server is asked, e.g. `OPTIONS /primary`; 200 is yes. */
  ask: string;
  /** Lines of HAProxy's language, one a server. */
  servers: readonly string[];
}

/** @returns `haproxy.cfg`. */
export function haproxyConfig({ check, timeoutsS }: ProxySettings, listens: readonly Listen[]): string {
  const fastinter = check.fastinterMs === undefined ? '' : ` fastinter ${check.fastinterMs}`;
  const defaults = `default-server inter ${check.interMs}${fastinter} fall ${check.fall} rise ${check.rise}`;
  const sections = listens.map(
    ({ name, port, ask, servers }) => `listen ${name}
  bind *:${port}
  option httpchk ${ask}
  http-check expect status 200
  ${defaults} on-marked-down shutdown-sessions
${servers.map((server) => `  ${server}\n`).join('')}`,
  );
  return `global
  maxconn 1000
  log stdout format raw local0
  stats socket /tmp/haproxy.sock mode 600 level admin

defaults
  log global
  mode tcp
  option dontlognull
  timeout connect ${timeoutsS.connect}s
  timeout client ${timeoutsS.client}s
  timeout server ${timeoutsS.server}s
  timeout check 2s

${sections.join('\n')}
listen stats
  mode http
  bind *:7000
  stats enable
  stats uri /
  stats refresh 5s

listen alive
  mode http
  bind 127.0.0.1:7001
  monitor-uri /alive
`;
}
