import { expect, test } from 'vitest';
import type { Place } from '../seen.ts';
import { mayRead, newestPrimary } from './final-read.ts';

const UUID = '5cbca5a7-e859-11f1-b314-7e6df67ae5ee';
const at = (confId: number, members: string, position: string, role: Place['role'] = 'primary'): Place => ({
  role,
  epoch: `${UUID}:${confId}:${members}`,
  position,
});

test('a node of the primary’s component is read only when it has come as far, by number and not as text', () => {
  const primary = { node: 'g1', epoch: `${UUID}:5:g1+g2+g3`, position: '1000' };
  expect(mayRead(at(5, 'g1+g2+g3', '999'), primary)).toBe(false);
  expect(mayRead(at(5, 'g1+g2+g3', '1000'), primary)).toBe(true);
  expect(mayRead(at(5, 'g1+g2+g3', '10000'), primary)).toBe(true);
});

test('a node that takes writes in another component is read as it is; one that takes none is not', () => {
  const primary = { node: 'g2', epoch: `${UUID}:4:g2+g3`, position: '1000' };
  expect(mayRead(at(4, 'g1', '500'), primary)).toBe(true);
  expect(mayRead(at(4, 'g1', '5000', 'joining'), primary)).toBe(false);
  expect(mayRead({ role: 'non-primary', epoch: null, position: '2000' }, primary)).toBe(false);
  expect(mayRead({ role: 'primary', epoch: null, position: '2000' }, primary)).toBe(false);
});

test('of two components the larger one is the primary’s; of its nodes the one that came furthest', () => {
  const places = [
    { node: 'g1', ...at(4, 'g1', '9000') },
    { node: 'g2', ...at(4, 'g2+g3', '900') },
    { node: 'g3', ...at(4, 'g2+g3', '1000') },
  ];
  expect(newestPrimary(places)).toEqual({ node: 'g3', epoch: `${UUID}:4:g2+g3`, position: '1000' });
  expect(newestPrimary([{ node: 'g1', role: 'non-primary', epoch: null, position: '1' }])).toBeNull();
});
