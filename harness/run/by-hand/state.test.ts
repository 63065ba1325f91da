import { expect, test } from 'vitest';
import type { Seen } from '../../workload/engine.ts';
import { lagOf, leadersOf, type MemberState, type NodeState, positionAhead, stillOn, whatIsUnwell } from './state.ts';

const node = (state: Partial<NodeState>): NodeState => ({
  ...{ role: 'replica', writable: false, epoch: '1', lag: 0, synchronousStandby: false },
  ...state,
});
const member = (name: string, state?: Partial<NodeState>, rest: Partial<MemberState> = {}): MemberState => ({
  ...{ name, container: 'running', nemesis: false },
  ...(state ? { node: node(state) } : {}),
  ...rest,
});
const leader = member('pg1', { role: 'primary', writable: true });
const healthy = [leader, member('pg2', {}), member('pg3', {}), member('etcd1'), member('haproxy')];
const unwell = (members: MemberState[]) => whatIsUnwell(members, 'postgres');

test('one node that takes writes and all others behind it in its epoch are healthy', () => {
  expect(unwell(healthy)).toEqual([]);
  expect(leadersOf(healthy)).toEqual([{ name: 'pg1', proven: true }]);
});

test('in Galera every node takes writes, and that is healthy', () => {
  const all = ['g1', 'g2', 'g3'].map((name) =>
    member(name, { role: 'primary', writable: true, epoch: 'u:3:g1+g2+g3' }),
  );
  expect(whatIsUnwell(all, 'mariadb')).toEqual([]);
});

test('what is not well is named: containers, roles, epochs, faults, nobody and two who lead', () => {
  const pg2 = (state: Partial<NodeState>) => unwell([leader, member('pg2', state)]);
  expect(unwell([leader, member('pg2', {}, { container: 'exited' })])).toEqual(["pg2's container is exited"]);
  expect(unwell([...healthy, member('etcd2', undefined, { container: 'paused' })])).toEqual([
    "etcd2's container is paused",
  ]);
  expect(pg2({ role: 'joining', writable: null })).toEqual(['pg2 is joining']);
  expect(pg2({ role: null, writable: null })).toEqual(['pg2 is silent']);
  expect(pg2({ epoch: null })).toEqual(['pg2 follows nobody']);
  expect(pg2({ epoch: '2' })).toEqual(['pg2 is in epoch 2, pg1 in 1']);
  expect(unwell([leader, member('pg2', {}, { nemesis: true })])).toEqual(["a fault is on in pg2's network"]);
  expect(unwell([member('pg1', {}), member('pg2', {})])).toEqual(['no node takes writes']);
  expect(pg2({ role: 'primary', writable: true, epoch: '2' })).toContain('pg1 and pg2 both take writes: split-brain');
});

test('a role is a claim: who acknowledged a write leads, and of a mere claim it is said', () => {
  const claim = member('pg2', { role: 'primary', writable: null });
  expect(leadersOf([leader, claim])).toEqual([{ name: 'pg1', proven: true }]);
  expect(leadersOf([claim])).toEqual([{ name: 'pg2', proven: false }]);
});

test('lag is bytes of WAL in PostgreSQL and transactions in Galera, and null where a side is not known', () => {
  expect(lagOf('postgres', '1/0', '0/FFFFFF00')).toBe(256);
  expect(lagOf('postgres', '0/10', '0/20')).toBe(0);
  expect(lagOf('mariadb', '120', '117')).toBe(3);
  expect(lagOf('mariadb', '9f1c:120', '9f1c:117')).toBe(3);
  for (const unknown of [null, undefined, 'nonsense']) expect(lagOf('postgres', unknown, '0/1')).toBeNull();
});

test('others are compared with who takes writes, not with an old primary that only says so', () => {
  const seen = (name: string, writable: boolean, position: string): Seen => ({
    ...{ node: name, askedAtMs: 0, atMs: 1, role: 'primary', writable, position, epoch: '1' },
  });
  expect(positionAhead([seen('pg1', false, '0/9'), seen('pg2', true, '0/7')])).toBe('0/7');
  expect(positionAhead([])).toBeNull();
});

test('whether a fault is still on is told by what shows, and of a signal by nobody', () => {
  const fault = (name: string) => ({ text: '', name, targets: ['pg1'], since: '' });
  const on = (name: string, rest: Partial<MemberState>) => stillOn(fault(name), [member('pg1', {}, rest)]);
  expect([on('kill', { container: 'exited' }), on('kill', {})]).toEqual([true, false]);
  expect([on('pause', { container: 'paused' }), on('pause', {})]).toEqual([true, false]);
  expect([on('isolate', { nemesis: true }), on('cut', {})]).toEqual([true, false]);
  expect(on('kill-process', {})).toBeNull();
});
