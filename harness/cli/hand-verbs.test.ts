import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hadrill } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-hand-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** With an engine that is not there: a mistake is found without it, and nothing can have been started. */
async function outcome(args: string[]) {
  const started = hadrill(args, folder, { DOCKER_HOST: `unix://${folder}/no.sock` });
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

test.each([
  [['up'], /which topology\? There are: .*patroni/],
  [['up', 'mysql'], /no topology mysql; there are: .*patroni/],
  [['up', 'patroni', '--suite', 'sid'], /suite.*trixie.*bookworm/],
  [['up', 'patroni', '--nodes', '5'], /unknown option '--nodes'[\s\S]*--suite[\s\S]*--async/],
  [['inject'], /which fault\?[\s\S]*isolate <target>/],
  [['inject', 'explode', 'primary'], /no fault explode[\s\S]*kill <target>/],
  [['inject', 'kill'], /it reads kill <target>/],
  [['inject', 'kill', 'primary', '--hard'], /unknown option '--hard'[\s\S]*--signal/],
  [['inject', 'latency', 'primary', 'etcd', '--ms', 'slow'], /--ms: must be a number of milliseconds, got slow/],
  [['inject', 'kill-process', 'primary', 'init'], /program must be one of patroni/],
  [['down', 'everything'], /too many arguments[\s\S]*--cluster/],
])('a mistake is exit 64, names what is known, and starts nothing: hadrill %j', async (args, said) => {
  const { code, stdout, stderr } = await outcome(args);
  expect(stderr).toMatch(said);
  expect(stderr).not.toMatch(/^\s+at /m);
  expect({ code, stdout }).toEqual({ code: 64, stdout: '' });
});

test.each([[['status']], [['inject', 'kill', 'primary']], [['heal']], [['down']], [['up', 'patroni']]])(
  'without an engine it is exit 2 with what to do: hadrill %j',
  async (args) => {
    const { code, stderr } = await outcome(args);
    expect(stderr).toMatch(/no container engine answers.*(bin\/setup|DOCKER_HOST)/);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(code).toBe(2);
  },
);
