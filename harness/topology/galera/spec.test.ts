import { expect, test } from 'vitest';
import { UsageError } from '../../core/errors.ts';
import { addressOf } from '../spec.ts';
import { type GaleraOptions, galera } from './options.ts';
import { galeraClusterSpec } from './spec.ts';

const specOf = (options?: GaleraOptions) => galeraClusterSpec(galera(options), '10.203.7');
const fileOf = (spec: ReturnType<typeof specOf>, name: string) =>
  spec.services.find((one) => one.name === name)?.files[0]?.content ?? '';

test('every service has an address of its own in the cluster network', () => {
  const spec = specOf();
  expect(new Set(spec.services.map((one) => one.host)).size).toBe(4);
  expect([addressOf(spec, 'g2'), addressOf(spec, 'haproxy')]).toEqual(['10.203.7.32', '10.203.7.40']);
});

test("the reference profile carries the reference document's own numbers", () => {
  const spec = specOf({ profile: 'reference' });
  for (const line of [
    'wsrep_sst_method = rsync',
    'wsrep_slave_threads = 4',
    'innodb_autoinc_lock_mode = 2',
    'innodb_flush_log_at_trx_commit = 0',
    'innodb_buffer_pool_size = 1G',
    'binlog_format = ROW',
    'bind_address = 10.203.7.31',
    'wsrep_cluster_address = gcomm://10.203.7.31,10.203.7.32,10.203.7.33',
  ])
    expect(fileOf(spec, 'g1').split('\n')).toContain(line);
  expect(fileOf(spec, 'haproxy')).toContain('default-server inter 3000 fall 3 rise 2');
});

test('the tuned profile survives a power cut, and does not block its donor', () => {
  expect(fileOf(specOf(), 'g1')).toContain('innodb_flush_log_at_trx_commit = 1\n');
  expect(fileOf(specOf(), 'g1')).toContain('wsrep_sst_method = mariabackup\n');
  expect(fileOf(specOf({ sst: 'rsync' }), 'g1')).toContain('wsrep_sst_method = rsync\n');
});

test('a node is called by its name in the cluster, and is given a state by the last of the others', () => {
  const cnf = fileOf(specOf(), 'g2');
  expect(cnf).toContain('wsrep_node_name = g2\n');
  expect(cnf).toContain('wsrep_node_incoming_address = g2\n');
  expect(cnf).toContain('wsrep_sst_donor = g3,g1,\n');
});

test('only the first node may bootstrap', () => {
  const may = specOf().services.filter(({ environment }) => 'HADRILL_BOOTSTRAP' in environment);
  expect(may.map(({ name }) => name)).toEqual(['g1']);
});

test('writes go to one node with the others as backups, reads to all, by a check that asks the server', () => {
  const [, write = '', read = ''] = fileOf(specOf(), 'haproxy').split(/^listen /m);
  expect(write.match(/^ {2}server .*$/gm)).toEqual([
    '  server g1 10.203.7.31:3306 maxconn 100 check port 9200 on-marked-up shutdown-backup-sessions',
    '  server g2 10.203.7.32:3306 maxconn 100 check port 9200 backup',
    '  server g3 10.203.7.33:3306 maxconn 100 check port 9200 backup',
  ]);
  expect(read).not.toContain('backup');
  for (const section of [write, read]) {
    expect(section).toContain('option httpchk GET /\n  http-check expect status 200');
    expect(section).toContain('on-marked-down shutdown-sessions');
  }
});

test('no file holds a secret: the password comes as a variable, which the proxy does not get', () => {
  for (const { files } of specOf().services)
    for (const { content } of files) expect(content).not.toMatch(/password|HADRILL_/i);
  const given = specOf().services.filter(({ secretEnvironment }) => 'HADRILL_PASSWORD' in secretEnvironment);
  expect(given.map(({ name }) => name)).toEqual(['g1', 'g2', 'g3']);
});

test('an unknown profile, suite or option is refused by its field', () => {
  for (const [bad, field] of [
    [{ profile: 'fast' }, 'profile'],
    [{ suite: 'sid' }, 'suite'],
    [{ sst: 'mysqldump' }, 'sst'],
    [{ variables: { 'a b': 1 } }, 'variables'],
    [{ nodes: 5 }, 'nodes'],
  ] as const) {
    expect(() => galera(bad as never)).toThrow(UsageError);
    expect(() => galera(bad as never)).toThrow(field);
  }
});
