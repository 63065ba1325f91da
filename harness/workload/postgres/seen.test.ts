import { expect, test } from 'vitest';
import { canaryFromError, type RoleSeen, roleFromError, tell } from './seen.ts';

const primary: RoleSeen = { kind: 'answered', place: { role: 'primary', epoch: '1', position: '0/10' } };
const replica: RoleSeen = { kind: 'answered', place: { role: 'replica', epoch: null, position: '0/10' } };
const silent: RoleSeen = { kind: 'silent' };
const acknowledged = { kind: 'acknowledged', epoch: '2', position: '0/20' } as const;

test('a node is writable only by an acknowledged canary, whatever role it claims', () => {
  const proven = { role: 'primary', writable: true, epoch: '2', position: '0/20' };
  for (const role of [primary, replica, silent]) expect(tell(role, acknowledged, false)).toEqual(proven);
  expect(tell(primary, { kind: 'nothing' }, false).writable).toBeNull();
});

test('a primary that refuses, or answers elsewhere but does not acknowledge, is a primary that is not writable', () => {
  for (const kind of ['refused', 'late'] as const)
    expect(tell(primary, { kind }, false)).toMatchObject({ role: 'primary', writable: false, epoch: '1' });
});

test('a canary that is late on a node that answers nothing says nothing', () => {
  expect(tell(silent, { kind: 'late' }, false)).toEqual({ role: 'unreachable', writable: null });
});

test('a silent node is down only where it is known that it cannot answer', () => {
  expect([tell(silent, { kind: 'nothing' }, true).role, tell(silent, { kind: 'nothing' }, false).role]).toEqual([
    'down',
    'unreachable',
  ]);
});

test('a server that starts up is joining; one that shuts down may have sessions that write, so that its end must be looked for', () => {
  expect(roleFromError({ code: '57P03', message: 'the database system is starting up' })).toEqual({ kind: 'starting' });
  expect(roleFromError({ code: '57P03', message: 'the database system is not yet accepting connections' })).toEqual({
    kind: 'starting',
  });
  expect(roleFromError({ code: '57P03', message: 'the database system is shutting down' })).toEqual({
    kind: 'silent',
  });
});

test('a replica that does not stream has no epoch', () => {
  expect(tell(replica, { kind: 'refused' }, false)).toEqual({
    role: 'replica',
    writable: false,
    epoch: null,
    position: '0/10',
  });
});

test('a missing canary table, a broken connection and a cancelled canary say nothing of whether a node takes writes', () => {
  for (const code of ['42P01', '57P01', 'CLOSED', '57014', undefined])
    expect(canaryFromError({ code, severity: 'ERROR' })).toEqual({ kind: 'nothing' });
  expect(canaryFromError({ code: '25006', severity: 'ERROR' })).toEqual({ kind: 'refused' });
  expect(canaryFromError({ code: 'DEADLINE' })).toEqual({ kind: 'late' });
});
