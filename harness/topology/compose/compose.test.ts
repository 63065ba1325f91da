import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pgbackrest } from '../patroni/backup/options.ts';
import { patroni } from '../patroni/options.ts';
import { patroniClusterSpec } from '../patroni/spec.ts';
import { currentCompose, secretVariables } from './current.ts';
import { withMissing } from './env.ts';
import { renderCompose } from './render.ts';

const root = resolve(import.meta.dirname, '../../..');
const compose = parse(currentCompose()['docker-compose.yml'] ?? '');

test('the checked-in compose files are those of the topology now: else run `npm run compose`', () => {
  for (const [path, content] of Object.entries(currentCompose()))
    expect(readFileSync(resolve(root, path), 'utf8'), path).toBe(content);
});

test('ports are published on 127.0.0.1 alone, each once, and no secret is written down', () => {
  const ports = Object.values<{ ports: string[] }>(compose.services).flatMap((service) => service.ports);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
  expect(new Set(ports.map((port) => port.split(':')[1])).size).toBe(ports.length);
  expect(compose.services.pg1.environment.PATRONI_SUPERUSER_PASSWORD).toMatch(/^\$\{HADRILL_SUPERUSER_PASSWORD:\?/);
});

test('it is in the dialect of docker-compose 1.29: a version, no top-level name', () => {
  expect(Object.keys(compose).sort()).toEqual(['networks', 'services', 'version']);
});

test('a shared volume is declared once and mounted by each service that names it', () => {
  const spec = patroniClusterSpec(patroni({ backup: pgbackrest() }), '10.204.0');
  const files = renderCompose([{ spec, statisticsPort: 7000, image: (name) => name }]);
  const withBackup = parse(files['docker-compose.yml'] ?? '');
  expect(withBackup.volumes).toEqual({ backup: {} });
  for (const node of spec.nodes) expect(withBackup.services[node].volumes).toContain('backup:/var/lib/pgbackrest');
});

test('each topology has its profile, and what both have is there twice', () => {
  const of = (profile: string) =>
    Object.entries<{ profiles: string[] }>(compose.services)
      .filter(([, service]) => service.profiles.join() === profile)
      .map(([name]) => name);
  expect(of('patroni')).toEqual(['etcd1', 'etcd2', 'etcd3', 'pg1', 'pg2', 'pg3', 'haproxy-patroni']);
  expect(of('galera')).toEqual(['g1', 'g2', 'g3', 'haproxy-galera']);
  expect(of('patroni').length + of('galera').length).toBe(Object.keys(compose.services).length);
});

test('only the first Galera node may ever bootstrap', () => {
  const may = Object.entries<{ environment: Record<string, string> }>(compose.services)
    .filter(([, service]) => 'HADRILL_BOOTSTRAP' in service.environment)
    .map(([name]) => name);
  expect(may).toEqual(['g1']);
});

test('.env gets the names that it lacks, and what it has stays as it is', () => {
  const names = secretVariables();
  expect(names).toEqual(['HADRILL_SUPERUSER_PASSWORD', 'HADRILL_REPLICATION_PASSWORD', 'HADRILL_GALERA_PASSWORD']);
  const full = withMissing('', ['A', 'B'], () => 'x');
  expect(full).toBe('A=x\nB=x\n');
  expect(withMissing(full, ['A', 'B'], () => 'y')).toBe(full);
  expect(withMissing('A=1', ['A', 'B'], () => 'y')).toBe('A=1\nB=y\n');
  // A name without a value is as good as none: compose would refuse it.
  expect(withMissing('A=\n', ['A'], () => 'y')).toBe('A=\nA=y\n');
});
