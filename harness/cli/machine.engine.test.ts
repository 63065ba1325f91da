import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hadrill } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-machine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function outcome(...args: string[]) {
  const started = hadrill(args, folder);
  return { code: await started.ended, stdout: started.stdout() };
}

test('on a machine that is set up "doctor" finds nothing wrong, and leaves nothing behind', async () => {
  const { code, stdout } = await outcome('doctor');
  expect(stdout).not.toContain('PROBLEM');
  for (const part of ['node', 'container engine', 'images', 'kernel', 'memory', 'disk'])
    expect(stdout).toMatch(new RegExp(`^ok +${part}: `, 'm'));
  expect(code).toBe(0);
  const left = execFileSync('docker', ['ps', '-aq', '--filter', 'label=hadrill.run=doctor'], { encoding: 'utf8' });
  expect(left).toBe('');
});

test('"images" lists what bin/build-images makes, all ready', async () => {
  const { code, stdout } = await outcome('images');
  const tags = execFileSync('bin/build-images', ['--tags'], { encoding: 'utf8' }).trim().split('\n');
  expect(stdout.trim().split('\n')).toEqual(tags.map((tag) => `ready   ${tag}`));
  expect(code).toBe(0);
});
