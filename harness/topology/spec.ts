// A topology as data: what runs where, with which files and variables. The running containers and docker-compose.yml
// are both derived from it, so they cannot tell different stories.

export type Suite = 'bookworm' | 'trixie';

export interface FileSpec {
  /** Absolute path inside the container. */
  path: string;
  /** Never holds a secret. */
  content: string;
}

export interface VolumeSpec {
  /** Services that name the same volume share it. */
  name: string;
  /** Absolute path inside the container. Its owner and mode in the image become the new volume's. */
  path: string;
}

export interface ServiceSpec {
  name: string;
  /** Folder under fixtures/images. */
  image: string;
  /** Last number of its fixed address in the cluster's subnet. */
  host: number;
  files: FileSpec[];
  volumes?: VolumeSpec[];
  environment: Record<string, string>;
  /** Instead of the image's own. */
  entrypoint?: string[];
  /** Variables whose value is a secret of the cluster, by the secret's name. */
  secretEnvironment: Record<string, string>;
  /** Inside ports to publish on 127.0.0.1. */
  ports: number[];
}

export interface ClusterSpec {
  topology: 'patroni' | 'galera';
  suite: Suite;
  /** First three numbers of the subnet, e.g. `10.203.7`. */
  subnet: string;
  services: ServiceSpec[];
  /** Database nodes, in the names of a history. */
  nodes: string[];
}

/** @returns the volumes that the services name, each once. */
export const volumeNames = (spec: ClusterSpec): string[] => [
  ...new Set(spec.services.flatMap((service) => (service.volumes ?? []).map((volume) => volume.name))),
];

/** @returns the fixed address of a service, e.g. `10.203.7.21`. @throws when there is none of that name. */
export function addressOf(spec: ClusterSpec, name: string): string {
  const service = spec.services.find((one) => one.name === name);
  if (!service)
    throw new Error(
      `no service ${name} in the ${spec.topology} topology; there are ${spec.services.map((s) => s.name).join(', ')}`,
    );
  return `${spec.subnet}.${service.host}`;
}
