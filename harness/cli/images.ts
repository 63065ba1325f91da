// `hadrill images`: which images drills need, and whether they are there.
import { execFile, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXIT } from '../core/errors.ts';
import { ROOT } from './root.ts';

const SCRIPT = join(ROOT, 'bin', 'build-images');

/** @returns 0 when all are there, else 2. @throws SetupError when no engine answers */
export async function images(flags: { build?: boolean }): Promise<number> {
  // Without it every image would be missing.
  await (await import('../topology/docker-engine.ts')).connectEngine();
  if (flags.build) {
    const { status } = spawnSync(SCRIPT, [], { stdio: 'inherit' });
    if (status !== 0) return EXIT.unknown;
  }
  const tags = await imageTags();
  for (const { tag, there } of tags) process.stdout.write(`${there ? 'ready  ' : 'MISSING'} ${tag}\n`);
  const missing = tags.some((one) => !one.there);
  if (missing) process.stderr.write('hadrill: build what is missing with "hadrill images --build" or bin/setup\n');
  return missing ? EXIT.unknown : EXIT.ok;
}

/** @returns every image that a topology may need. */
export async function imageTags(): Promise<{ tag: string; there: boolean }[]> {
  const { stdout } = await promisify(execFile)(SCRIPT, ['--tags']);
  const inspect = (tag: string) =>
    promisify(execFile)('docker', ['image', 'inspect', '--format', '{{.Id}}', tag]).then(
      () => true,
      () => false,
    );
  return Promise.all(
    stdout
      .trim()
      .split('\n')
      .map(async (tag) => ({ tag, there: await inspect(tag) })),
  );
}
