import { expect, test } from 'vitest';
import { componentOf, epochOf } from './epoch.ts';

const UUID = '5cbca5a7-e859-11f1-b314-7e6df67ae5ee';

test('members are sorted: one component has one spelling, whichever node tells of it', () => {
  expect(epochOf(`${UUID}:6:g2+g1`)).toBe(`${UUID}:6:g1+g2`);
  expect(epochOf(Buffer.from(`${UUID}:6:g2+g1`))).toBe(`${UUID}:6:g1+g2`);
});

test('what lacks uuid, id or members is no epoch', () => {
  for (const text of [null, '', UUID, `${UUID}:6`, `${UUID}:6:`, `${UUID}:-1:g1`, `${UUID}:18:g1:3306`])
    expect(() => epochOf(text)).toThrow('not a Galera component');
});

test('an epoch is taken apart into what the status variables say', () => {
  expect(componentOf(`${UUID}:6:g1+g2`)).toEqual({ uuid: UUID, confId: '6', members: ['g1', 'g2'] });
});
