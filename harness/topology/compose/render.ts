// docker-compose.yml and its mounted files, derived from the same specs as the running containers: one file, a profile a
// topology.
import { stringify } from 'yaml';
import { type ClusterSpec, type ServiceSpec, volumeNames } from '../spec.ts';

export interface ComposeTopology {
  spec: ClusterSpec;
  /** First of the ports that the proxy's statistics are published on: the inside port is the same for every topology. */
  statisticsPort: number;
  /** Image tag of a service's image folder. */
  image(name: string): string;
}

/** The inside port of the proxy's statistics. */
const STATISTICS = 7000;

/** @returns file contents by path from the repository's root: `docker-compose.yml` and one file per mounted file. */
export function renderCompose(topologies: readonly ComposeTopology[]): Record<string, string> {
  const files: Record<string, string> = {};
  const services = topologies.flatMap((topology) =>
    topology.spec.services.map((service): [string, unknown] => {
      const mounted = service.files.map(({ path, content }) => ({
        path: `fixtures/compose/${topology.spec.topology}/${service.name}/${path.split('/').at(-1)}`,
        target: path,
        content,
      }));
      for (const { path, content } of mounted) files[path] = content;
      const volumes = [
        ...mounted.map(({ path, target }) => `./${path}:${target}:ro`),
        ...(service.volumes ?? []).map(({ name, path }) => `${name}:${path}`),
      ];
      return [composeName(topology.spec, service.name), composeService(topology, service, volumes)];
    }),
  );
  const names = topologies.flatMap(({ spec }) => volumeNames(spec));
  const compose = {
    // docker-compose 1.29, Debian's, wants a version and refuses a top-level name.
    version: '3.9',
    services: Object.fromEntries(services),
    networks: Object.fromEntries(
      topologies.map(({ spec }) => [spec.topology, { ipam: { config: [{ subnet: `${spec.subnet}.0/24` }] } }]),
    ),
    ...(names.length > 0 ? { volumes: Object.fromEntries(names.map((name) => [name, {}])) } : {}),
  };
  files['docker-compose.yml'] =
    `# Written by \`npm run compose\` from harness/topology; edit that. Secrets come from .env.\n${stringify(compose, { lineWidth: 0, aliasDuplicateObjects: false })}`;
  return files;
}

/** Every topology has a proxy of that name; in one file they need two. Inside its network it keeps its own. */
const composeName = (spec: ClusterSpec, service: string) =>
  service === 'haproxy' ? `haproxy-${spec.topology}` : service;

function composeService({ spec, image, statisticsPort }: ComposeTopology, service: ServiceSpec, volumes: string[]) {
  return {
    image: image(service.image),
    profiles: [spec.topology],
    hostname: service.name,
    ...(service.entrypoint ? { entrypoint: service.entrypoint } : {}),
    environment: { ...service.environment, ...secrets(service) },
    ...(volumes.length > 0 ? { volumes } : {}),
    ports: service.ports.map((port) => `127.0.0.1:${hostPort(service, port, statisticsPort)}:${port}`),
    networks: { [spec.topology]: { ipv4_address: `${spec.subnet}.${service.host}`, aliases: [service.name] } },
    cap_drop: ['ALL'],
    security_opt: ['no-new-privileges'],
    ...dependencies(spec, service),
  };
}

/** The name in `.env` of a spec's secret: `superuser` is `HADRILL_SUPERUSER_PASSWORD`. */
export const variableOf = (secret: string) => `HADRILL_${secret.toUpperCase()}_PASSWORD`;

/** Without its variable compose says what to do. */
const secrets = (service: ServiceSpec) =>
  Object.fromEntries(
    Object.entries(service.secretEnvironment).map(([variable, name]) => [
      variable,
      `\${${variableOf(name)}:?run npm run compose first}`,
    ]),
  );

/** The proxy keeps its known ports; members, which repeat theirs, get the last number of their address in front. */
const hostPort = (service: ServiceSpec, port: number, statisticsPort: number) => {
  if (service.name !== 'haproxy') return service.host * 1000 + (port % 1000);
  return port === STATISTICS ? statisticsPort : port;
};

/**
 * A node waits for what it needs at its start, and the proxy for the nodes: it takes every server for up until its first
 * check. Galera's nodes join one after the other (harness/topology/galera/start.ts).
 */
function dependencies(spec: ClusterSpec, service: ServiceSpec) {
  const on = (names: readonly string[], condition: string) =>
    names.length === 0 ? {} : { depends_on: Object.fromEntries(names.map((name) => [name, { condition }])) };
  const etcd = spec.services.filter(({ image }) => image === 'etcd').map(({ name }) => name);
  if (service.name === 'haproxy') return on(spec.nodes, 'service_healthy');
  if (service.image === 'patroni') return on(etcd, 'service_started');
  const place = spec.nodes.indexOf(service.name);
  return place > 0 ? on(spec.nodes.slice(place - 1, place), 'service_healthy') : {};
}
