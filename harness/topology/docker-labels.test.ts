import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { ownerLabel, ownerMayLive } from './docker-labels.ts';

test('a running owner lives', () => {
  expect(ownerMayLive(ownerLabel())).toBe(true);
});

test('a process number that was used again is not its owner', () => {
  expect(ownerMayLive(`${process.pid}:1@${hostname()}`)).toBe(false);
});

test('an owner on another host may live; one without a readable label does not', () => {
  expect(ownerMayLive('1:1@elsewhere')).toBe(true);
  expect(ownerMayLive(undefined)).toBe(false);
  expect(ownerMayLive('x')).toBe(false);
});
