// docker-compose.yml and its mounted files, derived from the same spec as the running containers.
import { stringify } from 'yaml';
import { type ClusterSpec, type ServiceSpec, volumeNames } from '../spec.ts';

/** The compose file's own network; the harness picks other ones of 10.203.0.0/16, this one is outside it. */
export const COMPOSE_SUBNET = '10.204.0';

export interface ComposeInput {
  spec: ClusterSpec;
  profile: string;
  /** Image tag of a service's image folder. */
  image(name: string): string;
}

/** @returns file contents by path from the repository's root: `docker-compose.yml` and one file per mounted file. */
export function renderCompose(input: ComposeInput): Record<string, string> {
  const { spec, profile } = input;
  const files: Record<string, string> = {};
  const services = spec.services.map((service): [string, unknown] => {
    const mounted = service.files.map((file) => {
      const path = `fixtures/compose/${service.name}/${file.path.split('/').at(-1)}`;
      files[path] = file.content;
      return `./${path}:${file.path}:ro`;
    });
    const volumes = [...mounted, ...(service.volumes ?? []).map(({ name, path }) => `${name}:${path}`)];
    return [
      service.name,
      {
        image: input.image(service.image),
        profiles: [profile],
        hostname: service.name,
        ...(service.entrypoint ? { entrypoint: service.entrypoint } : {}),
        environment: { ...service.environment, ...secrets(service) },
        ...(volumes.length > 0 ? { volumes } : {}),
        ports: service.ports.map((port) => `127.0.0.1:${hostPort(service, port)}:${port}`),
        networks: { cluster: { ipv4_address: `${spec.subnet}.${service.host}` } },
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges'],
        ...dependencies(service),
      },
    ];
  });
  const names = volumeNames(spec);
  const compose = {
    // docker-compose 1.29, Debian's, wants a version and refuses a top-level name.
    version: '3.9',
    services: Object.fromEntries(services),
    networks: { cluster: { ipam: { config: [{ subnet: `${spec.subnet}.0/24` }] } } },
    ...(names.length > 0 ? { volumes: Object.fromEntries(names.map((name) => [name, {}])) } : {}),
  };
  files['docker-compose.yml'] =
    `# Written by \`npm run compose\` from harness/topology; edit that. Secrets come from .env.\n${stringify(compose, { lineWidth: 0 })}`;
  return files;
}

/** `superuser` of the spec is `HADRILL_SUPERUSER_PASSWORD` in `.env`; without it compose says what to do. */
const secrets = (service: ServiceSpec) =>
  Object.fromEntries(
    Object.entries(service.secretEnvironment).map(([variable, name]) => [
      variable,
      `\${HADRILL_${name.toUpperCase()}_PASSWORD:?run npm run compose first}`,
    ]),
  );

/** The proxy keeps its known ports; members, which repeat theirs, get the last number of their address in front. */
const hostPort = (service: ServiceSpec, port: number) =>
  service.name === 'haproxy' ? port : service.host * 1000 + (port % 1000);

const dependencies = (service: ServiceSpec) =>
  service.image === 'patroni'
    ? {
        depends_on: Object.fromEntries(
          ['etcd1', 'etcd2', 'etcd3'].map((name) => [name, { condition: 'service_started' }]),
        ),
      }
    : {};
