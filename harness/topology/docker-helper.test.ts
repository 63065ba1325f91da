import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deadlineScript } from './docker-helper.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-helper-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a helper that nobody begins runs every command at its deadline, as written, whatever becomes of the others', () => {
  const thenRun = [['false'], ['printf', '%s,', "it's", 'a b', '$HOME;x'], ['nosuchcommand'], ['echo', 'end']];
  const script = deadlineScript({ forMs: 10, thenRun }, 0.01, join(folder, 'waiting'));
  const said = execFileSync('sh', ['-c', script], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  expect(said).toBe("it's,a b,$HOME;x,end\n");
});

/** Starting a shell takes milliseconds, on a loaded machine seconds; the default is one. */
const SHELL = { interval: 10, timeout: 20_000 };

test('a helper that was begun counts from then on, however early the word comes', async () => {
  const waiting = join(folder, 'waiting');
  const script = deadlineScript({ forMs: 50, thenRun: [['echo', 'mended']] }, 600, waiting);
  const child = spawn('sh', ['-c', script], { stdio: ['ignore', 'pipe', 'ignore'] });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text;
  });
  const pid = () => (existsSync(waiting) ? Number(readFileSync(waiting, 'utf8')) : 0);
  await expect.poll(pid, SHELL).toBeGreaterThan(0);
  expect(said).toBe('');
  process.kill(pid(), 'SIGUSR1');
  await expect.poll(() => said, SHELL).toBe('mended\n');
});
