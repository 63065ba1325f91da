import { spawn } from 'node:child_process';
import { once } from 'node:events';
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

test('an owner that has ended and was waited for by nobody does not live', async () => {
  // The shell becomes a program that waits for no child: what it started before stays behind as a zombie.
  const parent = spawn('sh', ['-c', 'sleep 0.2 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'ignore'] });
  try {
    const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
    const owner = ownerLabel(Number(pid));
    expect(ownerMayLive(owner)).toBe(true);
    await expect.poll(() => ownerMayLive(owner), { interval: 20 }).toBe(false);
    expect(owner).toMatch(/^\d+:\d+@/);
  } finally {
    parent.kill('SIGKILL');
  }
});
