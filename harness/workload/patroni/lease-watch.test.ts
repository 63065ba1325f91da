import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Cluster } from '../../core/cluster.ts';
import { KEY_FRESH_MS, leaderClaim } from './leader-claim.ts';
import { watchLease } from './lease-watch.ts';

const TTL_S = 20;
const LOOP_MS = 5000;

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** An etcd whose leader pg1 renews each `loop_wait`. */
function etcd() {
  const asked = { holder: 0, key: 0, left: 0 };
  const world = { answers: true, leader: 'pg1' as string | null };
  const time = () => ({ ttlS: TTL_S, leftS: Math.floor((TTL_S * 1000 - (Date.now() % LOOP_MS)) / 1000) });
  const answer = <T>(value: T): Promise<T> =>
    world.answers ? Promise.resolve(value) : Promise.reject(new Error('etcd1 does not answer'));
  const key = () => (world.leader === null ? null : { leader: world.leader, lease: '7' });
  const reader = {
    holder: () => {
      asked.holder++;
      const held = key();
      return answer(held && { ...held, ...time() });
    },
    key: () => {
      asked.key++;
      return answer(key());
    },
    left: () => {
      asked.left++;
      return answer(world.leader === null ? null : time());
    },
    loopWaitMs: () => answer(LOOP_MS),
    close: () => undefined,
  };
  const watch = watchLease({ cluster: {} as Cluster, now: Date.now, reader });
  return { watch, world, asked, claim: (node: string) => leaderClaim(node, watch.key(), Date.now()) };
}

test('a key that is read as often as ever is never too old to tell who holds it', async () => {
  const { watch, claim, asked } = etcd();
  await vi.advanceTimersByTimeAsync(1000);
  for (let look = 0; look < 200; look++) {
    await vi.advanceTimersByTimeAsync(240);
    expect([claim('pg1'), claim('pg2')]).toEqual(['leader', 'another']);
  }
  // What the claims are read from costs no question: mostly two a second, more around each renewal.
  const seconds = Date.now() / 1000;
  expect((asked.holder + asked.key + asked.left) / seconds).toBeLessThan(4);
  await watch.stop();
});

test('nobody holds the key: told, as is who takes it', async () => {
  const { watch, world, claim } = etcd();
  await vi.advanceTimersByTimeAsync(3000);
  world.leader = null;
  await vi.advanceTimersByTimeAsync(1500);
  expect(claim('pg1')).toBe('none');
  world.leader = 'pg2';
  await vi.advanceTimersByTimeAsync(1500);
  expect([claim('pg1'), claim('pg2')]).toEqual(['another', 'leader']);
  await watch.stop();
});

test('an etcd that does not answer says nothing soon, and again once it answers', async () => {
  const { watch, world, claim } = etcd();
  await vi.advanceTimersByTimeAsync(3000);
  world.answers = false;
  await vi.advanceTimersByTimeAsync(KEY_FRESH_MS + 1);
  expect(claim('pg1')).toBeNull();
  world.answers = true;
  await vi.advanceTimersByTimeAsync(1500);
  expect(claim('pg1')).toBe('leader');
  await watch.stop();
});

test('a lease that has time left says nothing of the key, and a watch that was stopped says nothing at all', async () => {
  const { watch, asked } = etcd();
  await vi.advanceTimersByTimeAsync(600);
  const before = watch.key();
  expect(before).toEqual({ leader: 'pg1', askedAtMs: 500 });
  const { left } = asked;
  // The next question is for the lease alone.
  await vi.advanceTimersByTimeAsync(500);
  expect(asked.left).toBe(left + 1);
  expect(watch.key()).toEqual(before);
  await watch.stop();
  expect(watch.key()).toBeNull();
});
