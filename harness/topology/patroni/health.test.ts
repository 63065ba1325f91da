import { expect, test } from 'vitest';
import { whatIsMissing, whoDoesNotStream } from './health.ts';
import type { Member } from './rest.ts';

const expected = { nodes: ['pg1', 'pg2'], synchronous: true, maximumLagBytes: 1000 };
const leader: Member = { name: 'pg1', role: 'leader', state: 'running', timeline: 2 };
const standby: Member = { name: 'pg2', role: 'sync_standby', state: 'streaming', timeline: 2, lag: 0 };

test('one leader and a streaming synchronous standby on its timeline, close behind: nothing is missing', () => {
  expect(whatIsMissing([leader, standby], expected)).toBeNull();
  expect(whatIsMissing([leader, { ...standby, role: 'replica' }], { ...expected, synchronous: false })).toBeNull();
});

test('what is missing is named', () => {
  const missing = (...seen: Member[]) => whatIsMissing(seen, expected);
  expect(missing(leader)).toBe('not a member yet: pg2');
  expect(missing({ ...leader, role: 'replica' }, standby)).toBe('no leader');
  expect(missing(leader, { ...standby, state: 'starting' })).toBe('pg2 is starting');
  expect(missing(leader, { ...standby, timeline: 1 })).toBe('pg2 is on timeline 1, pg1 on 2');
  expect(missing(leader, { ...standby, lag: 1001 })).toBe('pg2 is behind by 1001 bytes');
  expect(missing(leader, { ...standby, lag: 'unknown' })).toBe('pg2 is behind by unknown bytes');
  expect(missing(leader, { ...standby, role: 'replica' })).toBe('no synchronous standby');
});

test('a replica counts once its leader streams to it', () => {
  const stream = { application_name: 'pg2', state: 'streaming' };
  expect(whoDoesNotStream([stream], ['pg2'])).toBeNull();
  expect(whoDoesNotStream([{ ...stream, state: 'catchup' }], ['pg2'])).toContain('pg2 is catchup');
  expect(whoDoesNotStream([stream], ['pg2', 'pg3'])).toContain('pg3 is not there');
  expect(whoDoesNotStream(undefined, ['pg2'])).toContain('not there');
});
