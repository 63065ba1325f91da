import { expect, test } from 'vitest';
import type { Fault } from './scenario.ts';
import { during } from './scenario-phases.ts';

const fault = { name: 'none' } as Fault;

test('what is given besides takes the place of nothing, and is handed on to be refused by its name', () => {
  const given = { forMs: 5, fault: { name: 'kill' }, kind: 'inject' } as never;
  expect(during(fault, given)).toEqual({ kind: 'during', fault, at: 'now', forMs: 5 });
  expect(during(fault, { when: 1 } as never)).toMatchObject({ when: 1 });
});
