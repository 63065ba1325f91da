import { expect, test } from 'vitest';
import { epochName } from './epochs.ts';

test('PostgreSQL’s epoch is a timeline, Galera’s a component by its members', () => {
  expect(epochName('2', 'postgres')).toBe('timeline 2');
  expect(epochName('9f1c-2d:4:g2+g3', 'mariadb')).toBe('g2 + g3 (view 4)');
  expect(epochName('what', 'mariadb')).toBe('epoch what');
  expect(epochName('2', null)).toBe('epoch 2');
});
