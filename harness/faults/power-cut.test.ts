import { expect, test, vi } from 'vitest';
import type { Cluster, ContainerState } from '../core/cluster.ts';
import { powerCut } from './power-cut.ts';

// Here the order of the kills is at issue; when the servers write is asked of real ones in the drills.
vi.mock('./watch-log.ts', () => ({ watchLogWrites: async () => [] }));

const context = { signal: new AbortController().signal, now: () => performance.now(), log: () => undefined };

/** Not a cluster: it only tells in which order it is asked for what. */
function cluster(options: { operator?: boolean } = {}) {
  const asked: string[] = [];
  let state: ContainerState = 'running';
  let dying = 0;
  let allDying: () => void = () => undefined;
  const together = new Promise<void>((resolve) => {
    allDying = resolve;
  });
  const fake = {
    topology: options.operator === false ? 'patroni' : 'galera',
    engine: 'mariadb',
    nodes: ['g1', 'g2', 'g3'],
    endpoint: async () => ({ host: '127.0.0.1', port: 1 }),
    state: async () => state,
    async kill(node: string) {
      asked.push(`kill ${node}`);
      if (++dying === 3) allDying();
      // Nobody's death is waited for before all have been told to die: one after the other would hang here.
      await together;
      state = 'exited';
    },
    ...(options.operator === false
      ? {}
      : {
          operator: {
            async recoverFromTotalOutage() {
              asked.push('recover');
              return { bootstrapped: 'g2', why: 'highest' };
            },
          },
        }),
  } as unknown as Cluster;
  return { fake, asked };
}

test('all nodes are killed at once, none after another', async () => {
  const { fake, asked } = cluster();
  const injection = await powerCut().inject(fake, context);
  expect(asked).toEqual(['kill g1', 'kill g2', 'kill g3']);
  expect(injection.targets).toEqual(['g1', 'g2', 'g3']);
});

test('it took effect when every container has exited and no port answers', async () => {
  const { fake } = cluster();
  const injection = await powerCut().inject(fake, context);
  const proof = await injection.proveEffect(context.signal);
  expect(proof).toMatchObject({ tookEffect: true });
  expect(proof.evidence).toContain('g3 exited, its port refused');
});

test('it is healed by one recovery from a total outage, however often it is healed', async () => {
  const { fake, asked } = cluster();
  const injection = await powerCut().inject(fake, context);
  await injection.heal(context.signal);
  await injection.heal(context.signal);
  expect(asked.filter((each) => each === 'recover')).toHaveLength(1);
});

test('a cluster of another kind is refused before anything is killed', async () => {
  const { fake, asked } = cluster({ operator: false });
  await expect(powerCut().inject(fake, context)).rejects.toThrow('power-cut: only a Galera cluster');
  expect(asked).toEqual([]);
});

test('nothing works again before the heal, so that it is not waited for', () => {
  expect(powerCut()).toMatchObject({ endsOnlyByHeal: true, endsInFailover: false, planned: true });
});
