import { expect, test } from 'vitest';
import { GALERA, history } from '../core/lines/testing.ts';
import { componentsOf } from './members.ts';

const NODES = ['g1', 'g2', 'g1:5', 'é', 'g1+g2', '', 'a\ud800'];
const judged = () => history([], { ...GALERA, nodes: NODES });

test('epochs of the same members are one component, whatever their numbers; members are told apart by +', () => {
  const { names, ...rest } = judged();
  const components = componentsOf({ names, ...rest });
  const has = (epoch: string) => {
    const component = components.of(names.id(epoch));
    return [component, NODES.filter((node) => components.has(component, names.find(node)))];
  };
  expect(has('u:1:g1+g2')).toEqual([0, ['g1', 'g2']]);
  expect(has('v:-2:g2+g1+g1')).toEqual([0, ['g1', 'g2']]);
  expect(has('u:3:g1')).toEqual([1, ['g1']]);
  expect(has('u:4:g1:5+é')).toEqual([2, ['g1:5', 'é']]);
  expect(has('u:1:g1++g2')).toEqual([3, ['g1', 'g2', '']]);
  expect(has('é:1:g1+a\ud800+')).toEqual([4, ['g1', '', 'a\ud800']]);
  expect(has('u:1:g2+g1')).toEqual([0, ['g1', 'g2']]);
});

test('who is no node of the cluster and acknowledged nothing makes no component of its own', () => {
  const { names, ...rest } = judged();
  const components = componentsOf({ names, ...rest });
  expect(['u:1:g1+x', 'u:2:y+g1', 'u:3:x+y'].map((epoch) => components.of(names.id(epoch)))).toEqual([0, 0, 1]);
});

test('a member is told from a node by its bytes, be it as long as one, longer than most, or in the place of one', () => {
  const long = 'g'.repeat(40);
  const nodes = ['g1', 'g2', long];
  const { names, ...rest } = history([], { ...GALERA, nodes });
  const components = componentsOf({ names, ...rest });
  for (const members of ['g1+g2', 'x+g2', 'g3+g1', 'g2', `${'h'.repeat(40)}+g1`, `${long}+g3+g2`, `g1+${long}g`, 'y']) {
    const component = components.of(names.id(`u:1:${members}`));
    const found = nodes.filter((node) => components.has(component, names.find(node)));
    expect([members, found]).toEqual([members, nodes.filter((node) => members.split('+').includes(node))]);
  }
});
