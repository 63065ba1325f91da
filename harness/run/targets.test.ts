import { expect, test } from 'vitest';
import { patroni } from '../topology/patroni/options.ts';
import { wrongAim } from './targets.ts';

const galera = { kind: 'galera', suite: 'trixie', profile: 'tuned' } as const;

test.each([
  [patroni(), 'primary', undefined],
  [patroni(), 'pg3', 'etcd'],
  [patroni(), 'sync-standby', 'etcd2'],
  [patroni(), 'replica', 'haproxy'],
  [patroni(), undefined, undefined],
  [galera, 'g1', 'g2'],
])('a fault can be aimed at what a topology has: %j %s %s', (topology, target, peer) => {
  expect(wrongAim(topology, { name: 'cut', target, peer } as never)).toBeNull();
});

test.each([
  [patroni(), { onlyOn: 'galera' }, 'name', 'cut is a fault of galera alone, and this topology is patroni'],
  [galera, { onlyOn: 'patroni' }, 'name', 'cut is a fault of patroni alone, and this topology is galera'],
  [
    patroni(),
    { program: 'mariadbd' },
    'program',
    'no mariadbd runs in a database node of patroni; there are patroni, postgres',
  ],
  [patroni(), { program: 'etcd' }, 'program', 'no etcd runs in a database node'],
  [galera, { program: 'patroni' }, 'program', 'no patroni runs in a database node of galera; there are mariadbd'],
])('a fault or a program of another topology is refused: %j %j', (topology, fault, field, said) => {
  expect(wrongAim(topology, { name: 'cut', target: 'primary', ...fault } as never)).toMatchObject({
    field,
    message: expect.stringContaining(said),
  });
});

test.each([
  [patroni(), { onlyOn: 'patroni' }],
  [galera, { onlyOn: 'galera' }],
  [patroni(), { program: 'postgres' }],
  [galera, { program: 'mariadbd' }],
])('a fault or a program of the topology is let through: %j %j', (topology, fault) => {
  expect(wrongAim(topology, { name: 'cut', target: 'primary', ...fault } as never)).toBeNull();
});

test.each([
  [patroni(), 'primary', 'replica', /replicas that connect to it; write latency\('replica', 'primary', …\)/],
  [patroni(), 'primary', 'pg2', /the primary opens no connection to "pg2"/],
  [patroni(), 'replica', 'haproxy', /opens no connection to haproxy/],
  [galera, 'g1', 'haproxy', /opens no connection to haproxy/],
  [patroni(), 'primary', 'etcd2', null],
  [patroni(), 'replica', 'primary', null],
  [patroni(), 'pg1', 'pg2', null],
  [galera, 'primary', 'g2', null],
])('a link that nothing runs over, whoever leads, cannot be slowed: %j %s %s', (topology, target, peer, said) => {
  const wrong = wrongAim(topology, { name: 'latency', target, peer } as never);
  if (said === null) expect(wrong).toBeNull();
  else expect(wrong).toMatchObject({ field: 'peer', message: expect.stringMatching(said) });
});

test.each([
  [patroni(), 'pg4', undefined, 'target', '"pg4" is no target of cut on patroni; there are primary'],
  [patroni(), 'etcd1', 'pg1', 'target', '"etcd1" is no target'],
  [patroni(), 'pg1', 'etcd4', 'peer', '"etcd4" is no peer of cut on patroni'],
  [patroni(), 'pg1', 'pg1', 'peer', '"pg1" is on both sides of cut'],
  [patroni(), 'primary', 'primary', 'peer', 'both sides'],
  [patroni({ synchronous: false }), 'sync-standby', undefined, 'target', 'nobody under asynchronous replication'],
  [galera, 'g1', 'etcd', 'peer', '"etcd" is no peer of cut on galera'],
  [galera, 'pg1', undefined, 'target', '"pg1" is no target of cut on galera'],
])(
  'an aim that a topology lacks, or a node on both sides, is refused: %j %s %s',
  (topology, target, peer, field, said) => {
    expect(wrongAim(topology, { name: 'cut', target, peer } as never)).toMatchObject({
      field,
      message: expect.stringContaining(said),
    });
  },
);
