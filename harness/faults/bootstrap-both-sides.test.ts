import { expect, test } from 'vitest';
import type { Cluster } from '../core/cluster.ts';
import { bootstrapBothSides } from './bootstrap-both-sides.ts';

const context = { signal: new AbortController().signal, now: () => performance.now(), log: () => undefined };
const answer = (stdout = '') => ({ exitCode: 0, stdout, stderr: '' });

/** Not a cluster: it only tells in which order it is asked for what. */
function cluster(options: { bootstrapFails?: boolean } = {}) {
  const asked: string[] = [];
  let bootstrapped = false;
  const fake = {
    topology: 'galera',
    engine: 'mariadb',
    nodes: ['g1', 'g2', 'g3'],
    members: ['g1', 'g2', 'g3', 'haproxy'],
    resolve: async () => ['g1'],
    address: (member: string) => `10.0.0.${member.at(-1)}`,
    state: async () => 'running',
    async kill(node: string) {
      asked.push(`kill ${node}`);
    },
    async exec(node: string, argv: string[]) {
      if (argv[0] === 'bash') asked.push(`discard ${node}`);
      const own = bootstrapped ? 'Primary\nwsrep_cluster_size\t1' : 'non-Primary\nwsrep_cluster_size\t1';
      const status = node === 'g1' ? own : 'Primary\nwsrep_cluster_size\t2';
      return answer(`wsrep_cluster_status\t${status}\n`);
    },
    helper: async () => ({
      async exec(argv: string[]) {
        const text = argv.join(' ');
        if (text.includes('counter drop')) asked.push('cut');
        else if (text.includes('delete table') && asked.includes('cut')) asked.push('join');
        return text.includes('/dev/tcp') ? { ...answer(), exitCode: 124 } : answer('counter packets 9 bytes 9 drop');
      },
      begin: async () => undefined,
      remove: async () => undefined,
    }),
    operator: {
      async bootstrapComponent(node: string) {
        asked.push(`bootstrap ${node}`);
        if (options.bootstrapFails) throw new Error('it would not');
        bootstrapped = true;
      },
    },
  } as unknown as Cluster;
  return { fake, asked };
}

test('the node is cut off first, and bootstrapped when it refuses writes', async () => {
  const { fake, asked } = cluster();
  const injection = await bootstrapBothSides('primary').inject(fake, context);
  expect(asked).toEqual(['cut', 'bootstrap g1']);
  const proof = await injection.proveEffect(context.signal);
  expect(proof).toMatchObject({ tookEffect: true });
  expect(proof.evidence).toContain('g1 Primary of 1, the others Primary of 2, Primary of 2');
});

test('healed, what it wrote alone is discarded, and it ends before it could meet the others with it', async () => {
  const { fake, asked } = cluster();
  const injection = await bootstrapBothSides('primary').inject(fake, context);
  await injection.heal(context.signal);
  expect(asked.slice(2)).toEqual(['discard g1', 'kill g1', 'join']);
  await injection.heal(context.signal);
  expect(asked).toHaveLength(5);
});

test('where the bootstrap fails the cut is taken off again', async () => {
  const { fake, asked } = cluster({ bootstrapFails: true });
  await expect(bootstrapBothSides('primary').inject(fake, context)).rejects.toThrow('it would not');
  expect(asked).toEqual(['cut', 'bootstrap g1', 'join']);
});
