// The verbs that work on a cluster by hand: up, status, inject, heal, down. Their code is loaded when they are called.
import type { Command } from 'commander';
import type { UpFlags } from '../run/by-hand/topologies.ts';

const CLUSTER = ['--cluster <id>', 'which one, by its id or the beginning of it; needed when several are up'] as const;

/** Adds them to the command. */
export function addHandVerbs(program: Command): void {
  program
    .command('up')
    .argument('[topology]', 'which kind of cluster, for example patroni; without it the kinds are named')
    .description('start a cluster that stays, and say how to connect')
    .option('--suite <suite>', 'trixie (default) or bookworm')
    .option('--profile <profile>', 'settings: tuned (default) or reference')
    .option('--async', 'asynchronous replication (patroni)')
    .option(
      '--on-patroni-exit <what>',
      'a node whose Patroni dies: container-ends (default), restarted, nothing (patroni)',
    )
    .showHelpAfterError()
    .action(async (topology: string | undefined, flags: UpFlags) => {
      process.exitCode = await (await import('./up.ts')).up(topology, flags);
    });

  program
    .command('status')
    .description('show the clusters that are up: who leads, roles, epochs, lag, faults that are on')
    .option(...CLUSTER)
    .option('--json', 'as JSON')
    .showHelpAfterError()
    .action(async (flags: { cluster?: string; json?: boolean }) => {
      process.exitCode = await (await import('./status.ts')).status(flags);
    });

  program
    .command('inject')
    .argument('[fault]', 'kill, pause, isolate, cut, latency, kill-process')
    .argument('[words...]', 'what to hit: a role (primary, replica, sync-standby) or a node; for a link its other side')
    .description('break something in a cluster that is up, prove that it bites, and leave it on')
    .option('--signal <signal>', 'for kill and kill-process')
    .option('--direction <direction>', 'for cut: both (default), in or out')
    .option('--ms <n>', 'for latency: how slow')
    .option('--jitter-ms <n>', 'for latency: varied by up to this much')
    .option(...CLUSTER)
    .showHelpAfterError()
    .addHelpText(
      'after',
      '\nFor example:\n  hadrill inject kill primary\n  hadrill inject isolate primary\n  hadrill inject cut primary etcd --direction out\n' +
        '  hadrill inject latency primary etcd --ms 2000\n  hadrill inject kill-process primary patroni\n  hadrill inject pause replica',
    )
    .action(async (fault: string | undefined, words: string[], flags: Record<string, string>) => {
      const { jitterMs, ...rest } = flags;
      const asked = { ...rest, ...(jitterMs === undefined ? {} : { 'jitter-ms': jitterMs }) };
      process.exitCode = await (await import('./inject.ts')).inject(fault, words, asked);
    });

  program
    .command('heal')
    .description('undo every fault that is on, whoever put it on, and wait until the cluster is healthy')
    .option(...CLUSTER)
    .showHelpAfterError()
    .action(async (flags: { cluster?: string }) => {
      process.exitCode = await (await import('./heal.ts')).heal(flags);
    });

  program
    .command('down')
    .description('remove a cluster that "up" started')
    .option(...CLUSTER)
    .showHelpAfterError()
    .action(async (flags: { cluster?: string }) => {
      process.exitCode = await (await import('./down.ts')).down(flags);
    });
}
