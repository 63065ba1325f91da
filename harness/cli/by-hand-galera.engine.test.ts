import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Look } from '../run/by-hand/look.ts';
import { hadrill } from './testing.ts';

/** A Galera cluster, worked on as a user does: each verb is a process of its own and knows only what it finds. */
let folder: string;
let id: string;

async function verb(...args: string[]) {
  const started = hadrill([...args, '--cluster', id], folder);
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}
const status = async () => (JSON.parse((await verb('status', '--json')).stdout) as (Look & { healthy: boolean })[])[0];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-by-hand-'));
  const started = hadrill(['up', 'galera'], folder);
  const code = await started.ended;
  id = /cluster (\w+) is up/.exec(started.stdout())?.[1] ?? '';
  expect([code, started.stderr()]).toEqual([0, '']);
});

afterAll(async () => {
  if (id !== '') await verb('down');
  rmSync(folder, { recursive: true });
});

test('three nodes in one component, and one writer', async () => {
  const seen = await status();
  expect(seen).toMatchObject({ healthy: true, faults: [] });
  expect(seen?.leaders).toEqual([{ name: expect.stringMatching(/^g[123]$/), proven: true }]);
  expect(seen?.members.flatMap(({ node }) => (node ? [node.role] : []))).toEqual(['primary', 'primary', 'primary']);
});

test('an isolated writer: another one takes the writes, and another process joins it again', async () => {
  const writer = (await status())?.leaders[0]?.name ?? '';
  const injected = await verb('inject', 'isolate', writer);
  expect(injected.stdout).toMatch(new RegExp(`it bites: ${writer}: [1-9]\\d* packets dropped`));
  expect(injected.code).toBe(0);
  const leads = async () => (await status())?.leaders.find(({ proven, name }) => proven && name !== writer)?.name;
  // The majority forms its component 5 s after the last word of the writer, and the proxy follows; sixfold.
  await expect.poll(leads, { timeout: 30_000, interval: 500 }).toMatch(/^g[123]$/);
  const healed = await verb('heal');
  expect(healed.stdout).toContain(`${writer}: packet filter rules removed`);
  expect(healed.code).toBe(0);
  expect(await status()).toMatchObject({ healthy: true, faults: [] });
});

test('"down" leaves nothing of it', async () => {
  const { code, stdout } = await verb('down');
  expect([code, stdout]).toEqual([0, expect.stringContaining(`cluster ${id} is gone, and nothing of it is left`)]);
});
