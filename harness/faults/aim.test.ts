import { expect, test } from 'vitest';
import { UsageError } from '../core/errors.ts';
import { peerOf, targetOf } from './aim.ts';

test('a role or a name is taken as it is: whether there is one is known with the topology', () => {
  expect([targetOf('cut', 'primary'), targetOf('cut', 'pg9'), peerOf('cut', 'etcd')]).toEqual([
    'primary',
    'pg9',
    'etcd',
  ]);
});

test.each([undefined, null, '', ' ', 1, {}, ['primary']])('a fault that is aimed at nobody is refused: %j', (value) => {
  for (const [aim, said] of [
    [targetOf, 'isolate: the target must be a role ("primary"'],
    [peerOf, 'isolate: the peer, its second argument, must be a role ("primary"'],
  ] as const) {
    expect(() => aim('isolate', value)).toThrow(UsageError);
    expect(() => aim('isolate', value)).toThrow(said);
  }
});
