import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { UsageError } from '../../core/errors.ts';
import { addressOf } from '../spec.ts';
import { pgbackrest } from './backup/options.ts';
import { patroni } from './options.ts';
import { patroniClusterSpec } from './spec.ts';

const fileOf = (spec: ReturnType<typeof patroniClusterSpec>, name: string) =>
  spec.services.find((s) => s.name === name)?.files[0]?.content ?? '';

test('every service has an address of its own in the cluster network', () => {
  const spec = patroniClusterSpec(patroni(), '10.203.7');
  expect(new Set(spec.services.map((s) => s.host)).size).toBe(spec.services.length);
  expect([addressOf(spec, 'pg2'), addressOf(spec, 'etcd3'), addressOf(spec, 'haproxy')]).toEqual([
    '10.203.7.22',
    '10.203.7.13',
    '10.203.7.30',
  ]);
  expect(() => addressOf(spec, 'pg4')).toThrow(/pg4.*haproxy/);
});

test("the reference profile carries the reference document's own numbers", () => {
  const spec = patroniClusterSpec(patroni({ profile: 'reference' }), '10.203.7');
  const { dcs } = parse(fileOf(spec, 'pg1')).bootstrap;
  expect(dcs).toMatchObject({ ttl: 30, retry_timeout: 10, maximum_lag_on_failover: 1048576, synchronous_mode: false });
  expect(dcs.postgresql.parameters).toMatchObject({
    max_connections: 200,
    shared_buffers: '256MB',
    wal_level: 'replica',
  });
  expect(fileOf(spec, 'haproxy')).toContain('default-server inter 3000 fall 3 rise 2');
});

test('no file holds a secret: passwords come as variables', () => {
  const spec = patroniClusterSpec(patroni(), '10.203.7');
  for (const service of spec.services) for (const file of service.files) expect(file.content).not.toMatch(/password/i);
  expect(spec.services.filter((s) => 'PATRONI_SUPERUSER_PASSWORD' in s.secretEnvironment)).toHaveLength(3);
});

test('an unknown profile, suite or option is refused by its field', () => {
  for (const [bad, field] of [
    [{ profile: 'fast' }, 'profile'],
    [{ suite: 'sid' }, 'suite'],
    [{ synchronous: 1 }, 'synchronous'],
    [{ nodes: 5 }, 'nodes'],
  ] as const) {
    expect(() => patroni(bad as never)).toThrow(UsageError);
    expect(() => patroni(bad as never)).toThrow(field);
  }
});

test('with a backup every node mounts one shared repository and archives to it; without, nothing of it is there', () => {
  const [plain, backed] = [patroni(), patroni({ backup: pgbackrest() })].map((s) => patroniClusterSpec(s, '10.203.7'));
  expect(JSON.stringify(plain)).not.toMatch(/pgbackrest|archive/i);
  const nodes = backed?.services.filter((service) => backed.nodes.includes(service.name)) ?? [];
  expect(nodes.map((node) => node.volumes)).toEqual(Array(3).fill([{ name: 'backup', path: '/var/lib/pgbackrest' }]));
  for (const node of nodes) {
    expect(node.secretEnvironment.PGBACKREST_REPO1_CIPHER_PASS).toBe('cipher');
    const conf = node.files.find((file) => file.path === '/etc/pgbackrest.conf')?.content ?? '';
    expect(conf).toMatch(/^repo1-cipher-type=aes-256-cbc$/m);
    expect(conf).not.toMatch(/cipher-pass/);
    const { parameters } = parse(node.files[0]?.content ?? '').bootstrap.dcs.postgresql;
    expect(parameters).toMatchObject({ archive_mode: 'on', archive_command: expect.stringContaining('archive-push') });
  }
  expect(() => pgbackrest({ compress: 'zip' } as never)).toThrow('compress');
});

test('what becomes of a node whose Patroni dies is told to its entrypoint, and is the container’s end by default', () => {
  const told = (spec: ReturnType<typeof patroni>) =>
    patroniClusterSpec(spec, '10.203.7').services.find(({ name }) => name === 'pg1')?.environment.HADRILL_SUPERVISE;
  expect(told(patroni())).toBeUndefined();
  expect(told(patroni({ onPatroniExit: 'restarted' }))).toBe('restart');
  expect(told(patroni({ onPatroniExit: 'nothing' }))).toBe('none');
  expect(() => patroni({ onPatroniExit: 'maybe' as never })).toThrow(UsageError);
});

test('initdb is asked for just what the image has ready; asked for anything else, it would work as slowly as ever', () => {
  const makeData = new URL('../../../fixtures/images/patroni/make-data', import.meta.url);
  const ready = readFileSync(makeData, 'utf8')
    .match(/^options=\((.*)\)$/m)?.[1]
    ?.split(' ');
  const spec = patroniClusterSpec(patroni(), '10.203.7');
  const { initdb } = parse(fileOf(spec, 'pg1')).bootstrap;
  const options = initdb.map((option: string | Record<string, string>) =>
    typeof option === 'string' ? `--${option}` : Object.entries(option).map(([name, value]) => `--${name}=${value}`)[0],
  );
  const user = spec.services.find(({ name }) => name === 'pg1')?.environment.PATRONI_SUPERUSER_USERNAME;
  expect([...options, `--username=${user}`].sort()).toEqual(ready?.sort());
});
