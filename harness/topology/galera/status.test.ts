import { expect, test } from 'vitest';
import { describe, isServing, type Seen, type WsrepStatus, whatIsMissing } from './status.ts';

const well = (node: string, change: Partial<WsrepStatus> = {}): WsrepStatus => ({
  ...{ node, clusterStatus: 'Primary', size: 3, stateUuid: 'u', localState: 'Synced', ready: true },
  ...change,
});
const all = (g3: Seen) => [well('g1'), well('g2'), g3];

test('three Synced nodes of one primary component lack nothing', () => {
  expect(whatIsMissing(all(well('g3')))).toBeNull();
});

test.each([
  [{ node: 'g3', error: 'fetch failed' }, 'g3: fetch failed'],
  [well('g3', { clusterStatus: 'non-Primary', size: 1 }), 'g3 Synced in a non-Primary component of 1'],
  [well('g3', { localState: 'Donor/Desynced' }), 'g3 Donor/Desynced in a Primary component of 3'],
  [well('g3', { ready: false }), 'g3 Synced'],
  // Both sides of a partition bootstrapped: each is well for itself.
  [well('g3', { size: 1 }), 'g3 is in a component of 1, not 3'],
  [well('g3', { stateUuid: 'v' }), '2 histories: u, v'],
] as const)('what is missing is said: %j', (g3, said) => {
  expect(whatIsMissing(all(g3))).toContain(said);
});

test('a donor, or a node that is not ready, takes no writes', () => {
  expect(
    [well('g1'), well('g1', { localState: 'Donor/Desynced' }), well('g1', { ready: false })].map(isServing),
  ).toEqual([true, false, false]);
  expect(describe([{ node: 'g1', error: 'gone' }])).toBe('g1: gone');
});
