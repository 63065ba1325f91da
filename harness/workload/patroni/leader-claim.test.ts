import { expect, test } from 'vitest';
import { KEY_FRESH_MS, leaderClaim } from './leader-claim.ts';

test('the key says of each node whether it leads, another does, or nobody', () => {
  const held = { leader: 'pg1', askedAtMs: 1000 };
  expect(['pg1', 'pg2'].map((node) => leaderClaim(node, held, 1200))).toEqual(['leader', 'another']);
  expect(leaderClaim('pg1', { leader: null, askedAtMs: 1000 }, 1200)).toBe('none');
});

test('a key that was not read, or not lately, says nothing', () => {
  const held = { leader: 'pg1', askedAtMs: 1000 };
  expect(leaderClaim('pg1', null, 1000)).toBeNull();
  expect(leaderClaim('pg1', held, 1000 + KEY_FRESH_MS)).toBe('leader');
  expect(leaderClaim('pg1', held, 1001 + KEY_FRESH_MS)).toBeNull();
});
