import { expect, test } from 'vitest';
import { type Mark, targetOf } from './mark.ts';

const mark: Mark = {
  ...{ name: 'drop-table', invokedAtMs: 1, completedAtMs: 2, barrier: true, node: 'pg1', timeline: '3' },
  ...{ position: '0/80214C8', time: '2026-11-24 22:59:57.053085+00', xid: '745' },
};

test('just before the marked transaction: what lies at the target is left out, on the timeline of the mark', () => {
  for (const [by, value] of [
    ['time', '2026-11-24 22:59:57.053085+00'],
    ['lsn', '0/80214C8'],
    ['xid', '745'],
  ] as const)
    expect(targetOf(mark, 'before', by)).toEqual({
      ...{ type: by, value, inclusive: false, timeline: '3', position: '0/80214C8' },
    });
});

test('one transaction too late: the marked transaction itself is replayed', () => {
  expect(targetOf(mark, 'after', 'xid')).toMatchObject({ type: 'xid', value: '745', inclusive: true });
});

test('what a backup holds has no target in the WAL', () => {
  expect(targetOf(mark, 'backup', 'lsn')).toMatchObject({ type: 'immediate', value: '', timeline: null });
});
