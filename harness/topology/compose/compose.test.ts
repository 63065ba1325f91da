import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { pgbackrest } from '../patroni/backup/options.ts';
import { patroni } from '../patroni/options.ts';
import { patroniClusterSpec } from '../patroni/spec.ts';
import { currentCompose } from './current.ts';
import { COMPOSE_SUBNET, renderCompose } from './render.ts';

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
  const spec = patroniClusterSpec(patroni({ backup: pgbackrest() }), COMPOSE_SUBNET);
  const files = renderCompose({ spec, profile: 'patroni', image: (name) => name });
  const withBackup = parse(files['docker-compose.yml'] ?? '');
  expect(withBackup.volumes).toEqual({ backup: {} });
  for (const node of spec.nodes) expect(withBackup.services[node].volumes).toContain('backup:/var/lib/pgbackrest');
});
