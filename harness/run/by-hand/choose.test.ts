import { expect, test } from 'vitest';
import { SetupError, UsageError } from '../../core/errors.ts';
import { patroni } from '../../topology/patroni/options.ts';
import { chooseCluster, refuseUnknownTargets } from './choose.ts';

const at = new Date('2026-11-24T10:00:00Z');
const one = { id: '1f2e3d4c', topology: patroni(), startedAt: at };
const other = { id: '1a000000', topology: patroni({ synchronous: false }), startedAt: at };

test('the only cluster need not be named, and one of several is named by the beginning of its id', () => {
  expect(chooseCluster([one], undefined)).toBe(one);
  expect(chooseCluster([one, other], '1f')).toBe(one);
  expect(chooseCluster([one, other], '1a000000')).toBe(other);
});

test('which of several is meant is never guessed: they are named', () => {
  for (const wanted of [undefined, '1']) {
    expect(() => chooseCluster([one, other], wanted)).toThrow(UsageError);
    expect(() => chooseCluster([one, other], wanted)).toThrow(/--cluster[\s\S]*1f2e3d4c[\s\S]*1a000000 .*asynchronous/);
  }
});

test('a cluster that is not up is refused with those that are', () => {
  for (const wanted of ['2', ''])
    expect(() => chooseCluster([one], wanted)).toThrow(/there is no cluster[\s\S]*1f2e3d4c/);
});

test('without any cluster it says how to start one, whatever was asked for', () => {
  for (const wanted of [undefined, '1f']) {
    expect(() => chooseCluster([], wanted)).toThrow(SetupError);
    expect(() => chooseCluster([], wanted)).toThrow('hadrill up');
  }
});

const cluster = {
  topology: 'patroni' as const,
  nodes: ['pg1', 'pg2', 'pg3'],
  members: ['etcd1', 'etcd2', 'etcd3', 'pg1', 'pg2', 'pg3', 'haproxy'],
};

test('roles and nodes can be aimed at; the other side of a link may be any member', () => {
  for (const asked of [
    { target: 'primary', text: '' },
    { target: 'pg3', peer: 'etcd', text: '' },
    { target: 'sync-standby', peer: 'haproxy', text: '' },
  ])
    expect(() => refuseUnknownTargets(asked, cluster)).not.toThrow();
});

test('a program that no database node of the cluster runs is refused with those that it runs', () => {
  const asked = (program: string) => () =>
    refuseUnknownTargets({ target: 'primary', program, text: `kill-process primary ${program}` }, cluster);
  expect(asked('postgres')).not.toThrow();
  expect(asked('mariadbd')).toThrow(UsageError);
  expect(asked('mariadbd')).toThrow(
    /^inject kill-process primary mariadbd: no mariadbd .* patroni; there are patroni, postgres$/,
  );
});

test('a target that the cluster does not have is refused with those that it has', () => {
  const refused = (target: string, peer?: string) => () =>
    refuseUnknownTargets({ target, text: `cut ${target} ${peer}`, ...(peer ? { peer } : {}) }, cluster);
  expect(refused('pg9')).toThrow(/no pg9 in this cluster; there are primary, replica, sync-standby, pg1, pg2, pg3$/);
  expect(refused('leader')).toThrow(UsageError);
  expect(refused('primary', 'zookeeper')).toThrow(/no zookeeper .*etcd1.*haproxy.*etcd$/);
});
