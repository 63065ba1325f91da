import { expect, test } from 'vitest';
import { difference } from './variables.ts';

test('a size in force is the one asked for, whatever its unit; a switch whatever its word', () => {
  for (const [wanted, seen] of [
    ['128M', '134217728'],
    ['1G', '1073741824'],
    [0, '0'],
    ['ON', '1'],
    ['row', 'ROW'],
  ] as const)
    expect(difference('v', wanted, seen)).toBeNull();
});

test('another value, or a variable that MariaDB does not know, is named', () => {
  expect(difference('innodb_buffer_pool_size', '128M', '8388608')).toBe(
    'innodb_buffer_pool_size: wanted 128M, in force 8388608',
  );
  expect(difference('v', 1, '2')).toBe('v: wanted 1, in force 2');
  expect(difference('v', 1, undefined)).toBe('v: wanted 1, MariaDB has no such variable');
});
