import { expect, test } from 'vitest';
import { leaders } from './leaders.ts';

const at = (node: string, epoch: string, writable: boolean | null = true) => ({ node, epoch, writable });

test('only who proved it is told, and two on PostgreSQL are both told, on one timeline as well', () => {
  expect(leaders([at('pg1', '3'), at('pg2', '3', null)], 'pg1')).toBe('pg1 (epoch 3)');
  expect(leaders([at('pg1', '3'), at('pg2', '3')], 'pg1')).toBe('pg1 (epoch 3), pg2 (epoch 3)');
  expect(leaders([at('pg1', '3', false)], 'pg1')).toBeNull();
});

test('a Galera component is told by its writer, though all of its nodes take writes', () => {
  const all = [at('g1', 'u:6:g1+g2'), at('g2', 'u:6:g1+g2')];
  expect(leaders(all, 'g2')).toBe('g2 (epoch 6:g1+g2)');
  expect(leaders(all, 'g3')).toBe('g1 (epoch 6:g1+g2)');
});

test('two components that take writes are both told', () => {
  expect(leaders([at('g1', 'u:4:g1'), at('g2', 'u:4:g2+g3'), at('g3', 'u:4:g2+g3')], 'g1')).toBe(
    'g1 (epoch 4:g1), g2 (epoch 4:g2+g3)',
  );
});
