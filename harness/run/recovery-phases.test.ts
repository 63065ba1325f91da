import { expect, test } from 'vitest';
import { recoveryPhases } from './recovery-phases.ts';

const trace = {
  injectedAtMs: 1000,
  primary: 'pg1',
  lease: [
    { kind: 'renewed', leader: 'pg1', atMs: 900 },
    { kind: 'expired', leader: null, atMs: 21_000 },
    { kind: 'taken', leader: 'pg2', atMs: 21_200 },
  ],
  roles: [
    { node: 'pg1', role: 'primary', epoch: '1', atMs: 990 },
    { node: 'pg2', role: 'primary', epoch: '2', atMs: 21_400 },
  ],
  proxy: [
    { backend: 'postgres_read', server: 'pg2', status: 'DOWN', atMs: 21_500 },
    { backend: 'postgres_write', server: 'pg2', status: 'UP', atMs: 21_900 },
  ],
  acks: [
    { node: 'pg1', atMs: 999 },
    { node: 'pg1', atMs: 1001 },
    { node: 'pg2', atMs: 22_000 },
  ],
};

test('a failover is told step by step, in order of time', () => {
  expect(recoveryPhases(trace)).toEqual([
    { phase: 'lease expired', atMs: 21_000 },
    { phase: 'lock taken', atMs: 21_200 },
    { phase: 'promoted', atMs: 21_400 },
    { phase: 'proxy switched', atMs: 21_900 },
    { phase: 'first acknowledged write', atMs: 22_000 },
  ]);
});

test('what was not seen is not told', () => {
  expect(recoveryPhases({ ...trace, lease: [], proxy: [], acks: trace.acks.slice(0, 2) })).toEqual([
    { phase: 'promoted', atMs: 21_400 },
  ]);
});

test('a backup that the proxy held for up all along takes over when the lost writer is held for down', () => {
  const proxy = [
    { backend: 'galera_write', server: 'g1', status: 'UP', atMs: 10 },
    { backend: 'galera_write', server: 'g2', status: 'UP', atMs: 10 },
    { backend: 'galera_write', server: 'g1', status: 'DOWN', atMs: 2500 },
    { backend: 'galera_write', server: 'g1', status: 'UP', atMs: 30_000 },
  ];
  const acks = [
    { node: 'g1', atMs: 999 },
    { node: 'g2', atMs: 6900 },
    { node: 'g1', atMs: 30_100 },
  ];
  expect(recoveryPhases({ ...trace, primary: 'g1', lease: [], roles: [], proxy, acks })).toEqual([
    { phase: 'proxy switched', atMs: 2500 },
    { phase: 'first acknowledged write', atMs: 6900 },
  ]);
});

test('a Galera writer’s loss is told by the component that the others form, not by the role that they had all along', () => {
  const turn = (node: string, epoch: string | null, atMs: number) => ({ node, role: 'primary', epoch, atMs });
  const roles = [
    turn('g1', 'u:3:g1+g2+g3', 10),
    turn('g2', 'u:3:g1+g2+g3', 10),
    turn('g2', null, 5000),
    turn('g2', 'u:3:g1+g2+g3', 5100),
    turn('g2', 'u:4:g2+g3', 7000),
  ];
  expect(recoveryPhases({ ...trace, primary: 'g1', lease: [], roles, proxy: [], acks: [] })).toEqual([
    { phase: 'new primary component', atMs: 7000 },
  ]);
});
