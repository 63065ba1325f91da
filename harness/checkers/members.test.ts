import { expect, test } from 'vitest';
import { GALERA, history } from '../core/testing.ts';
import { componentsOf } from './members.ts';

test('epochs of the same members are one component, whatever their numbers; members are told apart by +', () => {
  const judged = history([], GALERA);
  const components = componentsOf(judged);
  const of = (epoch: string) => components.of(judged.names.id(epoch));
  expect(['u:1:g1+g2', 'v:-2:g1+g2', 'u:3:g1', 'u:4:g1:5+é', 'u:1:g1+g2'].map(of)).toEqual([0, 0, 1, 2, 0]);
  const has = (component: number) =>
    ['g1', 'g2', 'g1:5', 'é', 'g1+g2', ''].filter((node) => components.has(component, node));
  expect([0, 1, 2, 3].map(has)).toEqual([['g1', 'g2'], ['g1'], ['g1:5', 'é'], []]);
});
