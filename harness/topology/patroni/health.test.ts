import { expect, test } from 'vitest';
import { type Member, whatIsMissing } from './health.ts';

const nodes = ['pg1', 'pg2'];
const leader: Member = { name: 'pg1', role: 'leader', state: 'running', timeline: 2 };
const standby: Member = { name: 'pg2', role: 'sync_standby', state: 'streaming', timeline: 2 };

test('one leader and a streaming synchronous standby on its timeline: nothing is missing', () => {
  expect(whatIsMissing([leader, standby], nodes, true)).toBeNull();
});

test('what is missing is named', () => {
  expect(whatIsMissing([leader], nodes, false)).toBe('not a member yet: pg2');
  expect(whatIsMissing([{ ...leader, role: 'replica' }, standby], nodes, false)).toBe('no leader');
  expect(whatIsMissing([leader, { ...standby, state: 'starting' }], nodes, false)).toBe('pg2 is starting');
  expect(whatIsMissing([leader, { ...standby, timeline: 1 }], nodes, false)).toContain('timeline 1');
  expect(whatIsMissing([leader, { ...standby, role: 'replica' }], nodes, true)).toBe('no synchronous standby');
});
