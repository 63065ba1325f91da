import { expect, test } from 'vitest';
import type { Cluster, ContainerState, Helper } from '../../core/cluster.ts';
import type { FaultOn } from './cluster-folder.ts';
import { healByHand } from './heal.ts';

// What is done to what, in which order; that it heals is shown on a real cluster (harness/cli/by-hand.engine.test.ts).
/** @param answers of a helper that is started anew */
function clusterOf(states: Record<string, ContainerState>, answers: Record<string, string> = { ps: '' }) {
  const told: string[] = [];
  const cluster = {
    members: Object.keys(states),
    state: async (member: string) => states[member] ?? 'absent',
    kill: async (member: string) => {
      states[member] = 'exited';
    },
    start: async (member: string) => {
      states[member] = 'running';
    },
    unpause: async (member: string) => {
      states[member] = 'running';
    },
    helper: async (member: string) => {
      told.push(`beside ${member}`);
      return helper(told, answers);
    },
  } as unknown as Cluster;
  return { cluster, told, states };
}
const helper = (told: string[], answers: Record<string, string> = {}): Helper => ({
  exec: async ([command = '', ...rest]) => {
    told.push([command, ...rest].join(' '));
    return { exitCode: command in answers ? 0 : 1, stdout: answers[command] ?? '', stderr: '' };
  },
  remove: async () => void told.push('removed'),
});
const seen = { nemeses: [], recorded: [], programsOf: async () => [] };
const killed = (program: string): FaultOn => ({
  ...{ text: '', name: 'kill-process', targets: ['pg1'], since: '' },
  program,
});
const signal = new AbortController().signal;

test('where nothing is on, nothing is done', async () => {
  const { cluster } = clusterOf({ pg1: 'running', etcd1: 'running' });
  expect(await healByHand(cluster, seen, signal)).toEqual([]);
});

test('rules are removed, stopped processes continued, frozen and ended containers brought back', async () => {
  const { cluster, told, states } = clusterOf({ pg1: 'running', pg2: 'paused', etcd1: 'exited' });
  const answers = { nft: '', ps: '    1 Ss\n   77 T\n  78 Tl\n', kill: '' };
  const nemeses = [{ member: 'pg1', running: true, helper: helper(told, answers) }];
  expect(await healByHand(cluster, { ...seen, nemeses }, signal)).toEqual([
    'pg1: packet filter rules removed',
    'pg1: 2 stopped processes continued',
    'pg1: nemesis helper removed',
    'pg2 unpaused',
    'etcd1 started',
  ]);
  expect(told).toContain('kill -CONT 77 78');
  expect(told.at(-1)).toBe('removed');
  expect(Object.values(states)).toEqual(['running', 'running', 'running']);
});

test('of a helper that ended with its member there is nothing to do but to remove it', async () => {
  const { cluster, told } = clusterOf({ pg1: 'exited' });
  const nemeses = [{ member: 'pg1', running: false, helper: helper(told) }];
  expect(await healByHand(cluster, { ...seen, nemeses }, signal)).toEqual([
    'pg1: nemesis helper removed',
    'pg1 started',
  ]);
  expect(told).toEqual(['removed']);
});

test('where the helper of a fault is gone, what it broke is undone by a new one; beside another one, or an ended node, none is started', async () => {
  const recorded = ['pg1', 'pg2', 'pg3'].map((node) => ({ text: '', name: 'isolate', targets: [node], since: '' }));
  const { cluster, told } = clusterOf({ pg1: 'running', pg2: 'running', pg3: 'exited' }, { nft: '', ps: '' });
  const nemeses = [{ member: 'pg2', running: true, helper: helper([], { nft: '', ps: '' }) }];
  expect(await healByHand(cluster, { ...seen, nemeses, recorded }, signal)).toEqual([
    'pg2: packet filter rules removed',
    'pg2: nemesis helper removed',
    'pg1: packet filter rules removed',
    'pg3 started',
  ]);
  expect([told[0], told.at(-1)]).toEqual(['beside pg1', 'removed']);
});

test('a killed program that nothing restarted takes its container along, one that runs again is left alone', async () => {
  const gone = clusterOf({ pg1: 'running' });
  const recorded = [killed('patroni')];
  expect(await healByHand(gone.cluster, { ...seen, recorded, programsOf: async () => ['postgres'] }, signal)).toEqual([
    expect.stringMatching(/^pg1: patroni was gone and nothing had restarted it/),
    'pg1 started',
  ]);
  const back = clusterOf({ pg1: 'running' });
  expect(await healByHand(back.cluster, { ...seen, recorded, programsOf: async () => ['patroni'] }, signal)).toEqual(
    [],
  );
});

test('a Galera cluster of which no node runs is recovered as from a total outage, one that lost two of three is not', async () => {
  for (const [g3, expected] of [
    ['exited', ['recovered from a total outage: g2 was bootstrapped, it is the highest']],
    ['running', ['g1 started', 'g2 started']],
  ] as const) {
    const { cluster, states } = clusterOf({ g1: 'exited', g2: 'exited', g3 });
    const recoverFromTotalOutage = async () => {
      for (const node of Object.keys(states)) states[node] = 'running';
      return { bootstrapped: 'g2', why: 'it is the highest' };
    };
    const galera = {
      ...cluster,
      nodes: ['g1', 'g2', 'g3'],
      operator: { recoverFromTotalOutage },
    } as unknown as Cluster;
    expect(await healByHand(galera, seen, signal)).toEqual(expected);
  }
});

test('one thing that cannot be healed keeps none of the others from it, and all that is left is named', async () => {
  const { cluster, told, states } = clusterOf({ pg1: 'running', pg2: 'exited', pg3: 'absent' });
  const nemeses = [{ member: 'pg1', running: true, helper: helper(told, { nft: '' }) }];
  await expect(healByHand(cluster, { ...seen, nemeses }, signal)).rejects.toThrow(
    /could not all be healed: ps beside pg1 ended with 1.*; heal pg3: its container was removed/,
  );
  expect(states.pg2).toBe('running');
});
