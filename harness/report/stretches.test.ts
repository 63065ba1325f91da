import { expect, test } from 'vitest';
import type { Role } from '../core/history/history-format.ts';
import { stretches } from './stretches.ts';

const seen = (atMs: number, role: Role, epoch: string | null = null) => ({ atMs, role, epoch, tookWrite: false });

test('one role and epoch is one stretch; the next begins where the last was still seen', () => {
  expect(stretches([seen(0, 'replica', '1'), seen(200, 'replica', '1'), seen(400, 'primary', '2')])).toEqual([
    { role: 'replica', epoch: '1', fromMs: 0, toMs: 400 },
    { role: 'primary', epoch: '2', fromMs: 400, toMs: 400 },
  ]);
});

test('a new epoch is a new stretch; an epoch that was not read is none', () => {
  const all = stretches([seen(0, 'primary'), seen(1, 'primary', '1'), seen(2, 'primary'), seen(3, 'primary', '2')]);
  expect(all.map(({ epoch }) => epoch)).toEqual(['1', '2']);
});

test('where nobody looked for more than 3 s nothing is claimed', () => {
  expect(stretches([seen(0, 'primary', '1'), seen(3001, 'primary', '1')])).toEqual([
    { role: 'primary', epoch: '1', fromMs: 0, toMs: 0 },
    { role: 'primary', epoch: '1', fromMs: 3001, toMs: 3001 },
  ]);
  expect(stretches([seen(0, 'primary', '1'), seen(3000, 'primary', '1')])).toHaveLength(1);
});
