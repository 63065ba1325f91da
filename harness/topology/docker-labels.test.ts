import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { expect, test } from 'vitest';
import { ownerLabel, ownerMayLive } from './docker-labels.ts';

test('a running owner lives', () => {
  expect(ownerMayLive(ownerLabel())).toBe(true);
});

test('a process number that was used again is not its owner', () => {
  expect(ownerMayLive(`${process.pid}:1@${hostname()}`)).toBe(false);
});

test('an owner on another host may live; one without a readable label does not', () => {
  expect(ownerMayLive('1:1@elsewhere')).toBe(true);
  expect(ownerMayLive(undefined)).toBe(false);
  expect(ownerMayLive('x')).toBe(false);
});

test('an owner that ended is dead, though nobody has reaped it', async () => {
  // The shell becomes a `sleep`, which never waits for the child that the shell had.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const pid = Number(await new Promise((resolve) => parent.stdout.once('data', resolve)));
    const label = ownerLabel(pid);
    expect(ownerMayLive(label)).toBe(true);
    await expect.poll(() => readFileSync(`/proc/${pid}/stat`, 'utf8')).toMatch(/\) Z /);
    expect(ownerMayLive(label)).toBe(false);
  } finally {
    parent.kill('SIGKILL');
  }
});
