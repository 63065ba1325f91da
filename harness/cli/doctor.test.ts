import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { engineVersion, inWords } from './doctor.ts';
import { lacking } from './kernel.ts';
import { hadrill } from './testing.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hadrill-doctor-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function withoutEngine(verb: string) {
  const started = hadrill([verb], folder, { DOCKER_HOST: `unix://${folder}/no.sock` });
  return { code: await started.ended, stdout: started.stdout(), stderr: started.stderr() };
}

test('without an engine "doctor" says so and what to do, says the rest that can be known, and is exit 2', async () => {
  const { code, stdout } = await withoutEngine('doctor');
  expect(stdout).toMatch(/PROBLEM container engine: .*\n +DOCKER_HOST is unix:/);
  expect(stdout).toMatch(/^ok +node: v24/m);
  expect(stdout).toMatch(/memory: .*cores/);
  expect(stdout).not.toContain('images');
  expect(code).toBe(2);
});

test('without an engine "images" does not call every image missing', async () => {
  const { code, stdout, stderr } = await withoutEngine('images');
  expect(stderr).toMatch(/no container engine answers/);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('an engine that is too old is a problem', () => {
  expect(['19.03.1', '20.10.24+dfsg1', '28.0.1', 'nonsense'].map((text) => engineVersion(text).ok)).toEqual([
    ...[false, true, true, false],
  ]);
});

test('what the kernel cannot do is told by the faults that need it', () => {
  expect(lacking('filter\nredirect\ndestroy\n')).toEqual([]);
  expect(lacking('filter\n')).toEqual(['redirect to a local proxy (latency)', 'ending open connections (latency)']);
  expect(lacking('')).toHaveLength(3);
});

test('under a problem stands what to do, under what is well nothing', () => {
  const one = { name: 'disk', seen: '1 GiB free', todo: 'free 4 GiB' };
  expect(inWords([{ ...one, ok: false }])).toBe('PROBLEM disk: 1 GiB free\n        free 4 GiB\n');
  expect(inWords([{ ...one, ok: true }])).toBe('ok      disk: 1 GiB free\n');
});
