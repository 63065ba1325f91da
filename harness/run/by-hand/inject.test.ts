import { beforeEach, expect, test } from 'vitest';
import type { Cluster } from '../../core/cluster.ts';
import { FaultError, InterruptedError, UsageError } from '../../core/errors.ts';
import type { Fault, Injection } from '../../core/scenario.ts';
import type { Asked } from './fault-words.ts';
import { type InjectOptions, injectByHand } from './inject.ts';

// What is decided around a fault; that faults bite is shown on a real cluster (harness/cli/by-hand.engine.test.ts).
const told: string[] = [];
beforeEach(() => {
  told.length = 0;
});
const cluster = {
  ...{ topology: 'patroni', nodes: ['pg1', 'pg2'], members: ['etcd1', 'pg1', 'pg2'] },
  resolve: async (target: string) => (target === 'primary' ? ['pg1'] : target === 'replica' ? [] : [target]),
} as unknown as Cluster;

const injection = (
  proof: Injection['proveEffect'],
  heal: Injection['heal'] = async () => void told.push('healed'),
): Injection => ({
  ...{ targets: ['pg1'], injectedAtMs: 1, heal },
  proveEffect: (signal) => {
    told.push('asked for proof');
    return proof(signal);
  },
});
const asked = (of: Partial<Asked>, made?: Injection): Asked => ({
  ...{ name: 'isolate', text: 'isolate primary', words: ['primary'], target: 'primary', flags: {}, inNamespace: true },
  make: async () => ({ inject: async () => made }) as unknown as Fault,
  ...of,
});
const options = (of: Partial<InjectOptions> = {}): InjectOptions => ({
  signal: new AbortController().signal,
  nemeses: async () => [],
  record: ({ text, targets }) => told.push(`recorded ${text} on ${targets}`),
  forget: ({ text }) => told.push(`forgot ${text}`),
  say: () => undefined,
  ...of,
});

test('a fault is written down before it is proven, so that a command that is killed meanwhile leaves a trace', async () => {
  const seen = { tookEffect: true, evidence: 'pg1: 12 packets dropped' };
  expect(
    await injectByHand(
      cluster,
      asked(
        {},
        injection(async () => seen),
      ),
      options(),
    ),
  ).toEqual({
    targets: ['pg1'],
    evidence: 'pg1: 12 packets dropped',
  });
  expect(told).toEqual(['recorded isolate primary on pg1', 'asked for proof']);
});

test('a fault without an effect is no success: it is taken off, forgotten, and told with what was seen', async () => {
  const seen = { tookEffect: false, evidence: 'pg1: 0 packets dropped' };
  const injected = injectByHand(
    cluster,
    asked(
      {},
      injection(async () => seen),
    ),
    options(),
  );
  await expect(injected).rejects.toThrow(FaultError);
  await expect(injected).rejects.toThrow(/no effect was seen, so it was taken off again: pg1: 0 packets dropped$/);
  expect(told.slice(2)).toEqual(['healed', 'forgot isolate primary']);
});

test('an interruption takes it off as well', async () => {
  const proof = async () => Promise.reject(new InterruptedError('SIGINT'));
  await expect(injectByHand(cluster, asked({}, injection(proof)), options())).rejects.toThrow(InterruptedError);
  expect(told.slice(2)).toEqual(['healed', 'forgot isolate primary']);
});

test('what cannot be taken off stays written down, and the error says so', async () => {
  const stuck = injection(
    async () => ({ tookEffect: false, evidence: 'nothing' }),
    async () => Promise.reject(new FaultError('its container was removed')),
  );
  await expect(injectByHand(cluster, asked({}, stuck), options())).rejects.toThrow(
    /could not be taken off: its container was removed; run "hadrill heal"/,
  );
  expect(told).not.toContain('forgot isolate primary');
});

test('two faults that work in one node’s namespaces would undo each other: the second one is refused, on others it is not', async () => {
  const seen = { tookEffect: true, evidence: '' };
  const beside = (member: string) => options({ nemeses: async () => [{ member, running: true }] as never });
  const inject = (of: Partial<Asked>, at: InjectOptions) =>
    injectByHand(
      cluster,
      asked(
        of,
        injection(async () => seen),
      ),
      at,
    );
  await expect(inject({}, beside('pg1'))).rejects.toThrow(
    /pg1 has such a fault on it already: run "hadrill heal" first/,
  );
  await expect(inject({}, beside('pg2'))).resolves.toBeDefined();
  await expect(inject({ inNamespace: false }, beside('pg1'))).resolves.toBeDefined();
});

test('a target that is none of the cluster’s is a mistake; a role that nobody has now is not', async () => {
  await expect(injectByHand(cluster, asked({ target: 'pg9' }), options())).rejects.toThrow(UsageError);
  await expect(injectByHand(cluster, asked({ target: 'replica' }), options())).rejects.toThrow(FaultError);
  expect(told).toEqual([]);
});
